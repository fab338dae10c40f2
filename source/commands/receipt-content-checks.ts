import {type Receipt, type ReceiptEntry} from '../domain/proof/receipt.js';
import {joinedRanges} from '../domain/id-ranges.js';
import {findCustomer} from '../storage/proof/find-customer.js';
import {findTraces} from '../storage/proof/find-traces.js';
import {type Findings, type Found} from '../storage/proof/found.js';
import {counted} from '../text/count.js';
import {type Country} from '../text/phone-number.js';
import {type Context} from './command.js';
import {byteProgress} from './progress.js';
import {type Check, type Question} from './receipt-check.js';

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

/** Looks in the store for what the receipt has hashes of. */
export const keyedChecks = (
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

/** Looks for the customer in the bytes of the store's files. */
export const byteChecks = (
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
