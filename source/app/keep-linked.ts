import {setTimeout as delay} from 'node:timers/promises';
import {type App, type Acting} from '../actions/app.js';
import {type Actor} from '../domain/change.js';
import {type PbxDue} from '../domain/outbox/pbx-due.js';
import {Refusal} from '../domain/refusal.js';
import {type ErasingParts} from '../exchange/erase/erase-places.js';
import {type ActsOptions} from '../exchange/pbx-acts/carry-out-acts.js';
import {deleteCopies} from '../exchange/pbx-acts/delete-copy.js';
import {eraseCopies} from '../exchange/pbx-acts/erase-copies.js';
import {type PullReport} from '../exchange/sync/pull.js';
import {actsOptionsOf, Synchronization, type SyncParts} from '../exchange/sync/synchronization.js';
import {askBound} from '../exchange/yeastar/api/system.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type Cause} from '../exchange/yeastar/api/verdict.js';
import {openPbx, type PbxSurroundings} from '../exchange/yeastar/connection/open-pbx.js';
import {type PbxLink} from '../state/pbx-link.js';
import {withNotice} from '../state/state.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {keepActing} from './keep-acting.js';
import {tellNewOrphans} from './tell-new-orphans.js';

/** Milliseconds until another try to reach a PBX that cannot be reached as things are. */
const refusedInterval = 60_000;

/** Milliseconds after which is looked again whether a deletion has waited long enough, or another process has ended. */
const actsInterval = 15_000;

/** Sessions from which on a pull tells how far it is. */
const manySessions = 50;

interface LinkOptions extends PbxSurroundings {
	readonly store: Store;
	readonly actor: Actor;
}

export interface RunningLink extends Acting {
	/**
	Deletes all of a person on the PBX; see `eraseCopies`.
	@throws Refusal if it cannot be reached, or must not be acted on
	*/
	readonly eraseCopies: ErasingParts['eraseCopies'];
	/** Ends it; resolves when what was sent is written down. */
	close(): Promise<void>;
}

/** Causes that tell nothing without the reason. */
const vague: ReadonlySet<Cause> = new Set<Cause>(['copy', 'not there', 'refused', 'other']);

const causeOf = (error: Refusal): Cause => (error instanceof PbxTrouble ? error.pbxCause : 'other');

/** Keeps a connected store and its PBX alike behind the screen: takes in what is new there, and carries acts out. */
export const keepLinked = (app: App, options: LinkOptions): RunningLink => {
	const {store, machine, network, actor} = options;
	const ending = new AbortController();
	const retries = new Set<number>();
	const agreed = new Map<number, number>();
	let held: readonly PbxDue[] = [];
	let reached: SyncParts | undefined;
	let woken = Promise.withResolvers<undefined>();
	const wake = (): void => {
		const {resolve} = woken;
		woken = Promise.withResolvers();
		resolve(undefined);
	};

	const tellOrphans = tellNewOrphans(app, store);
	const unsubscribe = store.subscribe(() => {
		wake();
		// What another process brings is seen by its changes alone.
		if (app.state.link.now.kind === 'elsewhere') tellOrphans();
	});
	const show = (link: PbxLink): void => app.update(state => ({...state, link: {...state.link, now: link}}));
	const freeze = (frozen: string | undefined): void => {
		if (app.state.link.frozen !== frozen) app.update(state => ({...state, link: {...state.link, frozen}}));
	};

	const offline = (reason: string, cause: Cause): void => {
		const {now} = app.state.link;
		const since = now.kind === 'offline' ? now.since : machine.now();
		show({kind: 'offline', since, reason, ...(!vague.has(cause) && {cause})});
	};

	/** Resolves when the store tells of something, or the time has passed. */
	const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
		const resting = new AbortController();
		const {promise} = woken;
		const time = delay(milliseconds, undefined, {signal: AbortSignal.any([signal, resting.signal])});
		await Promise.race([promise, time.catch(() => undefined)]);
		resting.abort();
	};

	const report = ({ended, troubles, ...pulled}: PullReport): void => {
		tellOrphans();
		if (ended) offline(ended.message, causeOf(ended));
		else show({kind: 'live', at: machine.now()});
		const [trouble] = troubles;
		if (trouble) app.update(withNotice('refused', `${trouble.about}: ${trouble.reason}`));
		else if (pulled.refused[0])
			app.update(
				withNotice(
					'refused',
					`${counted(pulled.refused.length, 'record')} of the PBX refused: ${pulled.refused[0].reason}`,
				),
			);
	};

	/** Works with the PBX until the store is connected to another one, or to none. */
	const work = async (): Promise<void> => {
		store.refuseToWrite();
		const {instance} = store.connection!;
		const changed = new AbortController();
		const signal = AbortSignal.any([ending.signal, changed.signal]);
		const stop = store.subscribe(() => {
			if (store.connection?.instance !== instance) changed.abort();
		});
		const pbx = await openPbx(options);
		try {
			await askBound(pbx.api, store, signal);
			const parts: SyncParts = {store, pbx, actor, machine, network, signal};
			reached = parts;
			const synchronization = new Synchronization({
				...parts,
				onProgress(done, progress) {
					if (done >= manySessions) show({kind: 'syncing', progress});
				},
				onReport: report,
				onElsewhere: () => show({kind: 'elsewhere'}),
				onLost() {
					if (app.state.link.now.kind === 'live') show({kind: 'connecting'});
				},
				onFrozen: freeze,
			});
			const acting = keepActing(app, {
				...parts,
				retries,
				agreed,
				rest: async () => rest(actsInterval, signal),
				onHeld(deletions) {
					held = deletions;
				},
				onFrozen: freeze,
				onGivenUp: offline,
			});
			await Promise.all([synchronization.run(), acting]);
		} catch (error) {
			changed.abort();
			if (!ending.signal.aborted) throw error;
		} finally {
			stop();
			reached = undefined;
			await pbx.close();
		}
	};

	const run = async (): Promise<void> => {
		await store.loaded;
		while (!ending.signal.aborted) {
			if (store.connection === undefined) {
				if (app.state.link.now.kind !== 'none') show({kind: 'none'});
				await rest(refusedInterval, ending.signal);
				continue;
			}

			try {
				show({kind: 'connecting'});
				await work();
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				offline(error.message, causeOf(error));
				await rest(refusedInterval, ending.signal);
			}
		}
	};

	// That the store cannot be read is told already.
	const running = run().catch((error: unknown) => {
		if (!(error instanceof Refusal)) throw error;
	});
	/**
	Works with the PBX, apart from what goes on there all the time.
	@throws Refusal with the hint if it cannot be reached, must not be acted on, or is left meanwhile
	*/
	const whileReached = async <Result>(
		hint: string,
		act: (options: ActsOptions) => Promise<Result>,
	): Promise<Result> => {
		const {now, frozen} = app.state.link;
		if (reached === undefined || now.kind === 'offline')
			throw new Refusal(
				`The PBX cannot be reached${now.kind === 'offline' ? `: ${now.reason}` : '.'} ${hint}`,
			);
		if (frozen !== undefined) throw new Refusal(`Acts are frozen: ${frozen}. ${hint}`);
		const {signal} = reached;
		try {
			return await act(actsOptionsOf(reached, freeze));
		} catch (error) {
			if (!signal.aborted || error instanceof Refusal) throw error;
			throw new Refusal(`The connection to the PBX ended meanwhile. ${hint}`);
		}
	};

	return {
		again(sessions) {
			for (const session of sessions) retries.add(session);
			wake();
		},
		get held() {
			return held;
		},
		letGo(deletions) {
			for (const {session, change} of deletions) agreed.set(session, change.n);
			held = [];
			wake();
		},
		clock: () => reached?.pbx.api.clock ?? store.pbxClock,
		deleteCopies: async sessions =>
			whileReached(
				'Nothing was purged. chatlogs purge --local-only leaves the PBX’s copies there.',
				async options => deleteCopies(options, sessions),
			),
		eraseCopies: async (sought, known, keep) =>
			whileReached('The next try deletes its copies.', async options =>
				eraseCopies(options, sought, known, keep),
			),
		async close() {
			ending.abort();
			unsubscribe();
			wake();
			await running;
		},
	};
};
