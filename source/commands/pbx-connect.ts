import {countLocalActs, localActsIn} from '../domain/local-acts.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {type Probe, probe} from '../exchange/yeastar/api/probe.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {
	bindStore,
	isBound,
	type LocalActsAnswer,
	proveSame,
} from '../exchange/yeastar/connection/bind-store.js';
import {
	ConnectionRecords,
	instanceSize,
	isInstance,
	type PbxWay,
} from '../exchange/yeastar/connection/connection-record.js';
import {type OpenPbx, openWay, type Standing, standingOf} from '../exchange/yeastar/connection/open-pbx.js';
import {readPbxSecret} from '../exchange/yeastar/connection/pbx-secret.js';
import {isStore, openStore} from '../storage/open-store.js';
import {realFolder} from '../storage/real-folder.js';
import {type Store} from '../storage/store.js';
import {counted, formatCount} from '../text/count.js';
import {exitCode} from './command.js';
import {choose} from './confirm.js';
import {makeStore, refuseToReplace} from './new-store.js';
import {canAsk, printLine} from './output.js';
import {type PbxContext} from './pbx-flags.js';
import {agreeOnCertificate, readWay} from './pbx-way.js';
import {printPbx} from './print-pbx.js';
import {pbxSurroundings} from './with-pbx.js';
import {tidyUp, withStore} from './with-store.js';

/** Seconds that two clocks may differ without anybody being told. */
const usualSkew = 5;

/** A PBX that has told who it is. */
interface Meeting {
	readonly way: PbxWay;
	readonly instance: string;
	/** Whether nobody else has a token of this instance. */
	readonly isNew: boolean;
	readonly pbx: OpenPbx;
	readonly probe: Probe;
	readonly signal: AbortSignal;
}

/** Tells what a person should know of a PBX before it is worked with. */
const tellOf = ({stderr}: PbxContext, {skew = 0, absent, troubles}: Probe): void => {
	if (Math.abs(skew) > usualSkew)
		printLine(
			stderr,
			`chatlogs: the clock of the PBX is ${formatCount(Math.abs(skew))} s ${skew > 0 ? 'ahead of' : 'behind'} this machine’s; set the wrong one right`,
		);
	if (absent.length > 0)
		printLine(stderr, `chatlogs: the firmware of the PBX is too old for ${absent.join(', ')}`);
	for (const {endpoint, reason} of troubles.filter(trouble => !absent.includes(trouble.endpoint)))
		printLine(stderr, `chatlogs: asked for ${endpoint}, the PBX ${reason}`);
};

/**
Asks a PBX who it is. The person has put the secret right, if it was refused before: it is tried, once.
@throws PbxTrouble if it does not tell
*/
export const meetPbx = async (
	context: PbxContext,
	told: PbxWay,
	instance: string | undefined,
): Promise<Meeting> => {
	const {signal} = new AbortController();
	readPbxSecret({environment: context.environment, secretFile: told.secretFile, site: context.site});
	const way = await agreeOnCertificate(context, told, signal);
	const newest = instance ?? context.machine.random(instanceSize);
	const pbx = openWay(way, newest, pbxSurroundings(context));
	try {
		await pbx.api.tokens.allowSecret();
		const found = await probe(pbx.api, signal);
		tellOf(context, found);
		return {way, instance: newest, isNew: instance === undefined, pbx, probe: found, signal};
	} catch (error) {
		await pbx.close();
		throw error;
	}
};

/** The choice for acts that the PBX does not know of; `undefined` if there are none. */
const answerOnLocalActs = async (context: PbxContext, store: Store): Promise<LocalActsAnswer | undefined> => {
	const acts = localActsIn(store.table);
	const count = countLocalActs(acts);
	if (count === 0) return undefined;
	const {localActs} = context.flags;
	if (localActs !== undefined) return localActs;
	const told = `${counted(count, 'session')} here ${count === 1 ? 'is' : 'are'} not as the PBX has ${count === 1 ? 'it' : 'them'} (${formatCount(acts.deleted.length)} in the trash), because of what was done here`;
	if (!canAsk(context))
		throw new UsageRefusal(
			`${told}. Without a terminal nobody can be asked: add --local-acts=push to carry that out on the PBX, or --local-acts=drop to take it back here.`,
		);
	return choose(context, `${told}. Type push to carry it out there, drop to take it back here`, [
		'push',
		'drop',
	]);
};

/**
Binds the store to a PBX that was met, and keeps how it is reached.
@throws PbxTrouble if it is the PBX of another store
*/
export const bindToMet = async (context: PbxContext, store: Store, meeting: Meeting): Promise<number> => {
	const {way, instance, isNew, pbx, probe: found, signal} = meeting;
	const {machine, sender, actor, flags, stderr} = context;
	const connection = {sn: found.sn, instance};
	try {
		const compared = await proveSame(pbx.api, store, found.sn, flags.replacesHardware === true, signal);
		if (compared && compared.asked > 0 && compared.found === 0)
			printLine(
				stderr,
				`chatlogs: the PBX has none of ${counted(compared.asked, 'session')} known here. Is it the right one? If not: chatlogs pbx disconnect`,
			);
		const answer = isBound(store, connection) ? undefined : await answerOnLocalActs(context, store);
		// First, so that a store is never bound to what nobody knows how to reach.
		await new ConnectionRecords(machine, sender.configFolder, instance).write({
			...way,
			folder: realFolder(store.folder),
		});
		const change = await bindStore(store, actor, connection, found, answer);
		await pbx.memory.look(store);
		printPbx(context, store, change);
		await tidyUp(store, actor);
		return exitCode.done;
	} catch (error) {
		// Else it would be one of the eight that a PBX gives, for half an hour.
		if (isNew && !isBound(store, connection)) await pbx.api.tokens.revoke(signal);
		throw error;
	} finally {
		await pbx.close();
	}
};

/** Whether the store that was connected is still where it was, so that this one is a copy of it. */
const isStillThere = async ({machine}: PbxContext, folder: string, instance: string): Promise<boolean> => {
	if (!isStore(machine.files, folder)) return false;
	const store = await openStore(folder, machine, () => true);
	try {
		return store.connection?.instance === instance;
	} finally {
		await store.close();
	}
};

/** The instance that the store goes on with; `undefined` if it gets a new one. */
const presentInstance = async (context: PbxContext, standing: Standing): Promise<string | undefined> => {
	if (standing.kind === 'none' || !isInstance(standing.instance)) return undefined;
	if (standing.kind === 'unknown')
		printLine(
			context.stderr,
			'chatlogs: this store was connected before, by another user or elsewhere. If it is a copy of one that is still worked with, run then: chatlogs pbx adopt',
		);
	if (standing.kind === 'copy' && (await isStillThere(context, standing.record.folder, standing.instance)))
		throw new PbxTrouble(
			'copy',
			`The store is a copy of that in ${standing.record.folder}, and both would act on the PBX. Give this one an instance of its own: chatlogs pbx adopt`,
		);
	return standing.instance;
};

/** `pbx connect`. Makes the store if there is none, once the PBX has answered. */
export const connectPbx = async (context: PbxContext): Promise<number> => {
	if (!isStore(context.machine.files, context.folder)) {
		refuseToReplace(context);
		const meeting = await meetPbx(context, readWay(context), undefined);
		await makeStore(context);
		return withStore(context, async store => bindToMet(context, store, meeting));
	}

	return withStore(context, async store => {
		store.refuseToWrite();
		if (store.identity.kind === 'archive')
			throw new Refusal(
				'This store holds chats of other systems, which are never mixed with those of a PBX. Connect a store of its own: --store DIR',
			);
		const standing = standingOf(store, pbxSurroundings(context));
		const way = readWay(context, 'record' in standing ? standing.record : undefined);
		const instance = await presentInstance(context, standing);
		return bindToMet(context, store, await meetPbx(context, way, instance));
	});
};
