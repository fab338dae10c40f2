import {outOfReach, type ProvenInStore} from '../domain/proof/receipt.js';
import {UsageRefusal} from '../domain/refusal.js';
import {checkReceiptFile} from '../exchange/export/receipt-file.js';
import {ReceiptDraft, type WrittenReceipt} from '../storage/proof/write-receipt.js';
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
const checkedFile = (
	{flags: {receipt, dryRun}}: ReceiptContext & {flags: {dryRun?: boolean}},
	stores: readonly string[],
): string | undefined => {
	if (receipt === undefined || dryRun) return undefined;
	if (receipt === '' || receipt === '-')
		throw new UsageRefusal('--receipt wants the name of a file, since it has to be kept.');
	for (const folder of stores) checkReceiptFile(receipt, folder);
	return receipt;
};

/**
Begins the receipt that is asked for; `undefined` if none is.
@param stores the folders of the stores that it is about, where it must not lie
@throws UsageRefusal or Refusal if it cannot be written
*/
export const beginReceipt = async (
	context: ReceiptContext,
	stores: readonly string[] = [context.folder],
): Promise<ReceiptDraft | undefined> => {
	const file = checkedFile(context, stores);
	const {machine, sender} = context;
	return file === undefined ? undefined : ReceiptDraft.begin(machine, sender.configFolder, file);
};

/** Says where the receipt is. */
export const tellReceipt = (
	{stderr}: Pick<ReceiptContext, 'stderr'>,
	{file, fingerprint, key}: WrittenReceipt,
): void =>
	printLine(
		stderr,
		`chatlogs: receipt ${file}, signed by ${fingerprint}. The key of its hashes is ${key}; without that file they tell nothing.`,
	);

/** Signs and writes the receipt, and says where it is. */
export const finishReceipt = async (
	context: ReceiptContext,
	draft: ReceiptDraft,
	proven: Pick<ProvenInStore, 'kind' | 'at' | 'stores' | 'places'>,
): Promise<void> => {
	const {actor} = context;
	tellReceipt(context, await draft.finish({...actor, ...proven, unreachable: outOfReach}));
};
