import {type Plan} from '../domain/act/plan.js';
import {type Change} from '../domain/change.js';
import {purgedBy} from '../domain/effects.js';
import {idRanges} from '../domain/id-ranges.js';
import {type PlaceState} from '../domain/proof/receipt.js';
import {isBackup} from '../storage/file-names.js';
import {addMessages} from '../storage/proof/add-messages.js';
import {type ReceiptDraft} from '../storage/proof/write-receipt.js';
import {lostAndFoundName} from '../storage/repair/repair-copies.js';
import {type Store} from '../storage/store.js';
import {type Steps} from './carry-out.js';
import {beginReceipt, finishReceipt, type ReceiptContext} from './receipt-file.js';

/** Hashes everything that the plan takes, as long as it is there. */
const addAll = (draft: ReceiptDraft, store: Store, plan: Plan): void => {
	for (const id of purgedBy(plan.draft)) {
		const session = store.session(id);
		if (session) draft.addPerson(session.customer, store.table.country);
		addMessages(draft, store, id);
	}

	for (const {session, ids} of plan.draft.messagesPurged ?? []) addMessages(draft, store, session, ids);
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
	const draft = await beginReceipt(context);
	if (draft === undefined) return run({});
	const written = async ({draft: change}: Plan, {at}: Change): Promise<void> =>
		finishReceipt(context, draft, {
			kind: 'purge',
			at,
			stores: [
				{
					store: store.identity.id,
					sessions: idRanges(purgedBy(change)),
					parts: idRanges((change.messagesPurged ?? []).map(({session}) => session)),
					journal: store.journalPoint,
				},
			],
			places: placesOf(store, localOnly),
		});

	/** The newest change when the purge was about to be written, under the lock. */
	let before = Infinity;
	const beforeWriting = (plan: Plan): void => {
		before = store.newestChange;
		addAll(draft, store, plan);
	};

	try {
		return await run({beforeWriting, written});
	} finally {
		if (store.newestChange <= before) draft.discard();
	}
};
