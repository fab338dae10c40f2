import {type ReceiptEntry} from '../domain/proof/receipt.js';
import {numberTraces} from '../domain/proof/traces.js';
import {checkChain, type ChainReport} from '../storage/proof/check-chain.js';
import {DigestSet} from '../storage/proof/digest-set.js';
import {readReceipt} from '../storage/proof/read-receipt.js';
import {type ReceiptKey} from '../storage/proof/receipt-key.js';
import {type FileSystem} from '../storage/file-system.js';
import {loadCountry} from '../text/phone-country.js';
import {type Context} from './command.js';
import {type Check, type Question, type State, type StoreAnswer, unaskedStore} from './receipt-check.js';
import {byteChecks, keyedChecks} from './receipt-content-checks.js';

/** Hashes of messages stand in a receipt in the order of its entries. */
export const messagesByEntry = (
	files: FileSystem,
	file: string,
	entries: readonly ReceiptEntry[],
	{seed}: ReceiptKey,
): ReadonlyMap<ReceiptEntry, DigestSet> => {
	const sets = new Map(entries.map(entry => [entry, new DigestSet(seed)]));
	const left = entries.flatMap(entry => (entry.messages === 0 ? [] : {set: sets.get(entry)!, ...entry}));
	let [index, count] = [0, 0];
	readReceipt(files, file, digest => {
		const {set, messages} = left[index]!;
		set.add(digest);
		if (++count < messages) return;
		index++;
		count = 0;
	});
	return sets;
};

const chainCheck = ({n, digest, damage, isSameJournal}: ChainReport, {journal}: ReceiptEntry): Check => {
	const check = (state: State, text: string): Check => ({name: 'journal', state, text});
	if (damage !== undefined) return check('failed', `cannot be followed: ${damage}`);
	if (journal === undefined)
		return check('not checked', 'nothing was done here when the receipt was written');
	if (isSameJournal === undefined)
		return check('not checked', 'the receipt tells of other stores than this one');
	return isSameJournal
		? check('ok', `goes on from the receipt to change ${n}, digest ${digest}`)
		: check('failed', 'does not hold the change that the receipt tells: an older copy, or another history');
};

/**
Checks what a receipt tells of one store against that store as it is. Reads only.
@throws Refusal if the store cannot be read
*/
export const askStore = async (
	context: Context,
	folder: string,
	entry: ReceiptEntry,
	question: Question,
): Promise<StoreAnswer> => {
	const {receipt, key, customer, head} = question;
	const chain = checkChain(context.machine.files, folder, [entry], head);
	const {id} = chain.facts.store;
	if (receipt.version === 2 && id !== undefined && id !== entry.store)
		return unaskedStore(`${folder} holds another store than the receipt tells of`);
	const {country: code} = chain.facts.pbx;
	const country = code === undefined ? undefined : await loadCountry(code);
	const known = new Set(receipt.numbers);
	return {
		checks: [
			chainCheck(chain, entry),
			...keyedChecks(context, folder, entry, question, country),
			...(customer === undefined ? [] : byteChecks(context, folder, customer, country)),
		],
		hasHead: chain.hasHead,
		isTold:
			key && customer !== undefined
				? numberTraces(customer, country).some(trace => known.has(key.hash(trace).toString('hex')))
				: undefined,
	};
};

/** What is asked about all stores together. */
export const jointChecks = ({customer, head}: Question, answers: readonly StoreAnswer[]): Check[] => {
	const checks: Check[] = [];
	if (head !== undefined)
		checks.push(
			answers.some(({hasHead}) => hasHead)
				? {name: 'journal', state: 'ok', text: `goes on from digest ${head}`}
				: {name: 'journal', state: 'failed', text: `has no line with the digest ${head}`},
		);
	if (customer === undefined) return checks;
	const told = answers.flatMap(({isTold}) => isTold ?? []);
	return [
		...checks,
		told.length === 0
			? {
					name: 'customer',
					state: 'not checked',
					text: 'whether the receipt is about this customer: its key is missing, or all its stores are',
				}
			: told.includes(true)
				? {name: 'customer', state: 'ok', text: 'the receipt is about this customer'}
				: {name: 'customer', state: 'failed', text: 'the receipt is not about this customer'},
	];
};
