import {outOfReach, type Proven} from '../domain/proof/receipt.js';
import {UsageRefusal} from '../domain/refusal.js';
import {checkFolder, wouldReplace} from '../exchange/export/export-file.js';
import {ReceiptDraft} from '../storage/proof/write-receipt.js';
import {type Store} from '../storage/store.js';
import {type Context, type Flags} from './command.js';
import {printLine} from './output.js';

export const receiptFlag = {
	receipt: {
		type: 'string',
		value: 'FILE',
		explanation: 'write a signed receipt of what is gone, with keyed hashes of it; replaces no file',
	},
} as const satisfies Flags;

export type ReceiptContext = Context<typeof receiptFlag>;

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

/**
Begins the receipt that is asked for; `undefined` if none is.
@throws UsageRefusal or Refusal if it cannot be written
*/
export const beginReceipt = async (context: ReceiptContext): Promise<ReceiptDraft | undefined> => {
	const file = checkedFile(context);
	const {machine, sender} = context;
	return file === undefined ? undefined : ReceiptDraft.begin(machine, sender.configFolder, file);
};

/** Hashes messages of a session, all of them unless some are named. */
export const addMessages = (
	draft: ReceiptDraft,
	store: Store,
	session: number,
	ids?: readonly number[],
): void => {
	const meant = ids && new Set(ids);
	for (const message of store.history(session).messages)
		if (meant?.has(message.id) ?? true) draft.addMessage(session, message);
};

/** Signs and writes the receipt, and says where it is. */
export const finishReceipt = async (
	{actor, stderr}: ReceiptContext,
	draft: ReceiptDraft,
	proven: Pick<Proven, 'kind' | 'at' | 'stores' | 'places'>,
): Promise<void> => {
	const {file, fingerprint, key} = await draft.finish({...actor, ...proven, unreachable: outOfReach});
	printLine(
		stderr,
		`chatlogs: receipt ${file}, signed by ${fingerprint}. The key of its hashes is ${key}; without that file they tell nothing.`,
	);
};
