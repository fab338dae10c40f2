import {type Receipt} from '../domain/proof/receipt.js';
import {numberTraces} from '../domain/proof/traces.js';
import {UsageRefusal} from '../domain/refusal.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {checkChain, type ChainReport} from '../storage/proof/check-chain.js';
import {DigestSet} from '../storage/proof/digest-set.js';
import {fingerprintOf} from '../storage/proof/ed25519.js';
import {findCustomer} from '../storage/proof/find-customer.js';
import {findTraces} from '../storage/proof/find-traces.js';
import {type Findings, type Found} from '../storage/proof/found.js';
import {type ReadReceipt, readReceipt} from '../storage/proof/read-receipt.js';
import {type ReceiptKey, readReceiptKey} from '../storage/proof/receipt-key.js';
import {counted} from '../text/count.js';
import {formatExactTime} from '../text/time.js';
import {type Country} from '../text/phone-number.js';
import {loadCountry} from '../text/phone-country.js';
import {readCustomer} from './asked-person.js';
import {type Context, exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {byteProgress} from './progress.js';

interface Asked {
	readonly key: string | undefined;
	readonly customer: string | undefined;
	readonly head: string | undefined;
}

type State = 'ok' | 'failed' | 'not checked' | 'told';

/** One part of the verification. */
interface Check {
	readonly name: string;
	/** `told` is a remark that nothing depends on. */
	readonly state: State;
	readonly text: string;
	readonly found?: readonly Found[];
}

const digestForm = /^[\da-f]{64}$/;

const readDigest = (flag: string, text: string | undefined): string | undefined => {
	const digest = text?.trim().toLowerCase();
	if (digest === undefined || digestForm.test(digest)) return digest;
	throw new UsageRefusal(`--${flag} wants 64 hexadecimal digits.`);
};

const signatureCheck = ({signature, isSigned}: ReadReceipt, pin: string | undefined): Check => {
	const signer = fingerprintOf(signature.key);
	const check = (state: State, text: string): Check => ({name: 'signature', state, text});
	if (!isSigned) return check('failed', 'the receipt is not as it was signed');
	if (pin === undefined) return check('told', `signed by ${signer}, not pinned`);
	if (pin === signer) return check('ok', `signed by ${signer}`);
	return signature.earlier.some(({key}) => fingerprintOf(key) === pin)
		? check('ok', `signed by ${signer}, a later key of ${pin}`)
		: check('failed', `signed by ${signer}, not by ${pin}`);
};

const chainChecks = ({n, digest, damage, isSameJournal, hasHead}: ChainReport, head?: string): Check[] => {
	const check = (state: State, text: string): Check => ({name: 'journal', state, text});
	return [
		damage === undefined
			? isSameJournal === undefined
				? check('not checked', 'the receipt tells of other stores than this one')
				: isSameJournal
					? check('ok', `goes on from the receipt to change ${n}, digest ${digest}`)
					: check(
							'failed',
							'does not hold the change that the receipt tells: an older copy, or another history',
						)
			: check('failed', `cannot be followed: ${damage}`),
		...(hasHead === undefined
			? []
			: [
					hasHead
						? check('ok', `goes on from digest ${head}`)
						: check('failed', `has no line with the digest ${head}`),
				]),
	];
};

const unreadCheck = (name: string, {unread}: Findings): Check[] =>
	unread.length === 0 ? [] : [{name, state: 'not checked', text: unread.join('; ')}];

/** Numbers and names may stay after a purge, which takes sessions and not a customer; names belong to many. */
const contentChecks = (findings: Findings, {kind, messages, numbers, names}: Receipt): Check[] => {
	const {counts, found} = findings;
	const of = (what: Found['what']): readonly Found[] => found.filter(each => each.what === what);
	const isErasure = kind === 'erasure';
	return [
		counts.message > 0
			? {
					name: 'messages',
					state: 'failed',
					text: `${counted(counts.message, 'message')} still there`,
					found: of('message'),
				}
			: {name: 'messages', state: 'ok', text: `none of ${counted(messages, 'message')} is there`},
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

const keyedChecks = (
	context: Context,
	file: string,
	{receipt}: ReadReceipt,
	key: ReceiptKey | undefined,
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
	const {files} = context.machine;
	const messages = new DigestSet(key.seed);
	readReceipt(files, file, digest => messages.add(digest));
	const progress = byteProgress(context.stderr);
	try {
		const wanted = {receipt, key, messages, country};
		return contentChecks(findTraces(files, context.folder, wanted, progress.update), receipt);
	} finally {
		progress.end();
	}
};

const customerChecks = (
	context: Context,
	customer: string,
	{receipt}: ReadReceipt,
	key: ReceiptKey | undefined,
	country: Country | undefined,
): Check[] => {
	const known = new Set(receipt.numbers);
	const isTold =
		key && numberTraces(customer, country).some(trace => known.has(key.hash(trace).toString('hex')));
	const progress = byteProgress(context.stderr);
	try {
		const findings = findCustomer(context.machine.files, context.folder, customer, country, progress.update);
		return [
			isTold === undefined
				? {
						name: 'customer',
						state: 'not checked',
						text: 'whether the receipt is about this customer: its key is missing',
					}
				: isTold
					? {name: 'customer', state: 'ok', text: 'the receipt is about this customer'}
					: {name: 'customer', state: 'failed', text: 'the receipt is not about this customer'},
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
	} finally {
		progress.end();
	}
};

const wordsOf = ({what, file, offset, session, message}: Found): string =>
	`  ${what === 'message' ? `message ${message} of session ${session}` : what}: ${file}, byte ${offset}`;

const report = (context: Context, {receipt}: ReadReceipt, checks: readonly Check[]): number => {
	const {stdout, flags} = context;
	const isGood = checks.every(({state}) => state === 'ok' || state === 'told');
	if (flags.json) printJson(stdout, {holds: isGood, receipt: {...receipt, at: isoTime(receipt.at)}, checks});
	else {
		const {kind, at, by, as, stores, messages, places, unreachable} = receipt;
		const who = as === undefined ? by : `${as} (${by})`;
		printLine(
			stdout,
			`${kind === 'purge' ? 'Purge' : 'Erasure'} of ${counted(messages, 'message')} in ${counted(stores.length, 'store')} by ${who}, ${formatExactTime(at)}.`,
		);
		for (const {name, state} of places) printLine(stdout, `Place ${name}: ${state}`);
		printLine(stdout, `Out of reach: ${unreachable.join('; ')}.`);
		for (const {name, state, text, found = []} of checks) {
			printLine(stdout, `${state === 'told' ? 'note' : state}: ${name}: ${text}`);
			for (const each of state === 'failed' ? found : []) printLine(stdout, wordsOf(each));
		}

		printLine(
			stdout,
			isGood ? 'The receipt holds.' : 'The receipt does not hold, or not all of it was checked.',
		);
	}

	return isGood ? exitCode.done : exitCode.refused;
};

/**
Checks a receipt against the store as it is, and alters nothing, neither here nor there. Resolves to the exit code.
@throws Refusal if the file is no receipt
*/
export const verifyReceipt = async (context: Context, file: string, asked: Asked): Promise<number> => {
	const {machine, sender, folder, stdin} = context;
	const [pin, head] = [readDigest('key', asked.key), readDigest('head', asked.head)];
	const read = readReceipt(machine.files, file);
	const typed = asked.customer === undefined ? undefined : await readCustomer(asked.customer, stdin);
	const customer = typed?.trim();
	const chain = checkChain(machine.files, folder, read.receipt.stores, head);
	const signature = signatureCheck(read, pin);
	// What nobody signed says nothing about the store.
	if (!read.isSigned) return report(context, read, [signature]);
	const {country: code} = chain.facts.pbx;
	const country = code === undefined ? undefined : await loadCountry(code);
	const key = readReceiptKey(machine.files, sender.configFolder, read.receipt.id);
	return report(context, read, [
		signature,
		...chainChecks(chain, head),
		...keyedChecks(context, file, read, key, country),
		...(customer === undefined ? [] : customerChecks(context, customer, read, key, country)),
	]);
};
