import {type Plan} from '../domain/act/plan.js';
import {type Change} from '../domain/change.js';
import {idRanges} from '../domain/id-ranges.js';
import {outOfReach, type PlaceState} from '../domain/proof/receipt.js';
import {UsageRefusal} from '../domain/refusal.js';
import {checkFolder, wouldReplace} from '../exchange/export/export-file.js';
import {isBackup} from '../storage/file-names.js';
import {ReceiptDraft} from '../storage/proof/write-receipt.js';
import {lostAndFoundName} from '../storage/repair/repair-copies.js';
import {type Store} from '../storage/store.js';
import {type Steps} from './carry-out.js';
import {type Context, type Flags} from './command.js';
import {printLine} from './output.js';

export const receiptFlag = {
	receipt: {
		type: 'string',
		value: 'FILE',
		explanation: 'write a signed receipt of what was purged, with keyed hashes of it; replaces no file',
	},
} as const satisfies Flags;

type ReceiptContext = Context<typeof receiptFlag>;

/** @throws UsageRefusal or Refusal if no receipt can be written there */
const checkedFile = ({flags: {receipt, dryRun}, folder}: ReceiptContext & {flags: {dryRun?: boolean}}) => {
	if (receipt === undefined || dryRun) return undefined;
	if (receipt === '' || receipt === '-')
		throw new UsageRefusal('--receipt wants the name of a file, since it has to be kept.');
	if (wouldReplace({file: receipt, storeFolder: folder}))
		throw new UsageRefusal(
			`${receipt} is there already, and a receipt replaces nothing. Choose another name.`,
		);
	checkFolder(receipt);
	return receipt;
};

/** Hashes everything that the plan takes, as long as it is there. */
const addAll = (
	draft: ReceiptDraft,
	store: Store,
	{draft: {purged = [], messagesPurged = []}}: Plan,
): void => {
	for (const id of purged.flatMap(({sessions}) => sessions)) {
		const session = store.session(id);
		if (session) draft.addPerson(session.customer, store.table.country);
		for (const message of store.history(id).messages) draft.addMessage(id, message);
	}

	for (const {session, ids} of messagesPurged) {
		const meant = new Set(ids);
		for (const message of store.history(session).messages)
			if (meant.has(message.id)) draft.addMessage(session, message);
	}
};

const placesOf = (store: Store, localOnly: boolean): readonly PlaceState[] => {
	const copies = store.files.list(store.folder).filter(name => isBackup(name) || name === lostAndFoundName);
	return [
		{name: 'store', state: 'done'},
		...copies.map(name => ({name, state: 'remains: kept by a repair, may hold copies of it'})),
		...(store.connection === undefined
			? []
			: [{name: 'PBX', state: localOnly ? 'remains: not asked, by --local-only' : 'done'}]),
		...(store.platform === undefined
			? []
			: [{name: 'analytics platform', state: 'remains: a purge does not ask it to delete anything'}]),
	];
};

/**
Runs a purge, and writes the receipt if one is asked for; nothing is left of that if nothing was purged.
@throws Refusal before anything is done, if no receipt can be written
*/
export const withReceipt = async (
	context: ReceiptContext,
	store: Store,
	{localOnly}: {readonly localOnly: boolean},
	run: (steps: Steps) => Promise<number>,
): Promise<number> => {
	const file = checkedFile(context);
	if (file === undefined) return run({});
	const {machine, sender, actor, stderr} = context;
	const draft = await ReceiptDraft.begin(machine, sender.configFolder, file);
	let isPlanned = false;
	const written = async ({draft: {purged = [], messagesPurged = []}}: Plan, {at}: Change): Promise<void> => {
		const {fingerprint, key} = await draft.finish({
			...actor,
			kind: 'purge',
			at,
			stores: [
				{
					store: store.identity.id,
					sessions: idRanges(purged.flatMap(({sessions}) => sessions)),
					parts: idRanges(messagesPurged.map(({session}) => session)),
					journal: store.journalPoint,
				},
			],
			places: placesOf(store, localOnly),
			unreachable: outOfReach,
		});
		printLine(
			stderr,
			`chatlogs: receipt ${file}, signed by ${fingerprint}. The key of its hashes is ${key}; without that file they tell nothing.`,
		);
	};

	const before = store.newestChange;
	const beforeWriting = (plan: Plan): void => {
		isPlanned = true;
		addAll(draft, store, plan);
	};

	try {
		return await run({beforeWriting, written});
	} finally {
		const isPurged = (isPlanned as boolean) && store.newestChange > before;
		if (!isPurged) draft.discard();
	}
};
