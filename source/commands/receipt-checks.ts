import {type Receipt, type ReceiptEntry} from '../domain/proof/receipt.js';
import {joinedRanges} from '../domain/id-ranges.js';
import {numberTraces} from '../domain/proof/traces.js';
import {checkChain, type ChainReport} from '../storage/proof/check-chain.js';
import {DigestSet} from '../storage/proof/digest-set.js';
import {findCustomer} from '../storage/proof/find-customer.js';
import {findTraces} from '../storage/proof/find-traces.js';
import {type Findings, type Found} from '../storage/proof/found.js';
import {readReceipt} from '../storage/proof/read-receipt.js';
import {type ReceiptKey} from '../storage/proof/receipt-key.js';
import {type FileSystem} from '../storage/file-system.js';
import {counted} from '../text/count.js';
import {loadCountry} from '../text/phone-country.js';
import {type Country} from '../text/phone-number.js';
import {type Context} from './command.js';
import {byteProgress} from './progress.js';

/** `told` is a remark that nothing depends on. */
type State = 'ok' | 'failed' | 'not checked' | 'told';

/** One part of the verification. */
export interface Check {
	/** The site that it is about, if the receipt is over several. */
	readonly site?: string | undefined;
	readonly name: string;
	readonly state: State;
	readonly text: string;
	readonly found?: readonly Found[];
}

/** What a receipt and its key tell of the stores, and what else is asked about these. */
export interface Question {
	readonly receipt: Receipt;
	/** Missing if it is not on this machine, or was destroyed. */
	readonly key: ReceiptKey | undefined;
	/** The hashes of messages, by entry. */
	readonly messages: ReadonlyMap<ReceiptEntry, DigestSet>;
	readonly customer: string | undefined;
	/** An older digest that the journal must go on from. */
	readonly head: string | undefined;
}

/** What one store says. */
export interface StoreAnswer {
	readonly checks: readonly Check[];
	/** Whether a line of its journal has the older digest; `undefined` if none was given. */
	readonly hasHead?: boolean | undefined;
	/** Whether the receipt is about the customer; `undefined` if nobody can tell. */
	readonly isTold?: boolean | undefined;
}

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

const unreadCheck = (name: string, {unread}: Findings): Check[] =>
	unread.length === 0 ? [] : [{name, state: 'not checked', text: unread.join('; ')}];

/** Numbers and names may stay after a purge, which takes sessions and not a customer; names belong to many. */
const contentChecks = (
	findings: Findings,
	{kind, numbers, names}: Receipt,
	{messages, journal}: ReceiptEntry,
): Check[] => {
	const {counts, found} = findings;
	const of = (what: Found['what']): readonly Found[] => found.filter(each => each.what === what);
	const isErasure = kind === 'erasure';
	return [
		...(journal === undefined
			? []
			: [
					counts.message > 0
						? {
								name: 'messages',
								state: 'failed' as const,
								text: `${counted(counts.message, 'message')} still there`,
								found: of('message'),
							}
						: {
								name: 'messages',
								state: 'ok' as const,
								text: `none of ${counted(messages, 'message')} is there`,
							},
				]),
		counts.number > 0
			? {
					name: 'numbers',
					state: isErasure ? 'failed' : 'told',
					text: `a number of the receipt stands in ${counted(counts.number, 'place')}`,
					found: of('number'),
				}
			: {name: 'numbers', state: 'ok', text: `none of ${counted(numbers.length, 'hash', 'hashes')} is there`},
		counts.name > 0
			? {
					name: 'names',
					state: 'told',
					text: `a name of the receipt stands in ${counted(counts.name, 'place')}; others may have the same name`,
					found: of('name'),
				}
			: {name: 'names', state: 'ok', text: `none of ${counted(names.length, 'hash', 'hashes')} is there`},
		...unreadCheck('content', findings),
	];
};

/** Calls it with what shows the bytes that were looked through. */
const withProgress = ({stderr}: Context, look: (update: (bytes: number) => void) => Findings): Findings => {
	const progress = byteProgress(stderr);
	try {
		return look(progress.update);
	} finally {
		progress.end();
	}
};

const keyedChecks = (
	context: Context,
	folder: string,
	entry: ReceiptEntry,
	{receipt, key, messages}: Question,
	country: Country | undefined,
): Check[] => {
	if (!key)
		return [
			{
				name: 'content',
				state: 'not checked',
				text: 'the key of the receipt’s hashes is not on this machine, or was destroyed',
			},
		];
	const {sessions, parts} = entry;
	const wanted = {
		receipt,
		sessions: joinedRanges(sessions, parts),
		key,
		messages: messages.get(entry)!,
		country,
	};
	const {files} = context.machine;
	const findings = withProgress(context, update => findTraces(files, folder, wanted, update));
	return contentChecks(findings, receipt, entry);
};

const byteChecks = (
	context: Context,
	folder: string,
	customer: string,
	country: Country | undefined,
): Check[] => {
	const {files} = context.machine;
	const findings = withProgress(context, update => findCustomer(files, folder, customer, country, update));
	return [
		findings.counts.customer > 0
			? {
					name: 'bytes',
					state: 'failed',
					text: `the customer stands in ${counted(findings.counts.customer, 'place')}`,
					found: findings.found,
				}
			: {name: 'bytes', state: 'ok', text: 'the customer stands in no file, in no spelling'},
		...unreadCheck('bytes', findings),
	];
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
