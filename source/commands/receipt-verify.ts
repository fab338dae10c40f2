import {entriesOf, type PlaceState, type ReceiptEntry} from '../domain/proof/receipt.js';
import {Refusal, UsageRefusal} from '../domain/refusal.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {isStore} from '../storage/open-store.js';
import {fingerprintOf} from '../storage/proof/ed25519.js';
import {type Found} from '../storage/proof/found.js';
import {type ReadReceipt, readReceipt} from '../storage/proof/read-receipt.js';
import {readReceiptKey} from '../storage/proof/receipt-key.js';
import {counted} from '../text/count.js';
import {formatExactTime} from '../text/time.js';
import {readCustomer} from './asked-person.js';
import {type Context, exitCode} from './command.js';
import {printJson, printLine} from './output.js';
import {type Check, type Question, type StoreAnswer, unaskedStore} from './receipt-check.js';
import {askStore, jointChecks, messagesByEntry} from './receipt-checks.js';
import {storesOf} from './receipt-stores.js';
import {type StoreMeant} from './which-store.js';

interface Asked {
	readonly key: string | undefined;
	readonly customer: string | undefined;
	readonly head: string | undefined;
}

const digestForm = /^[\da-f]{64}$/;

const readDigest = (flag: string, text: string | undefined): string | undefined => {
	const digest = text?.trim().toLowerCase();
	if (digest === undefined || digestForm.test(digest)) return digest;
	throw new UsageRefusal(`--${flag} wants 64 hexadecimal digits.`);
};

const signatureCheck = ({signature, isSigned}: ReadReceipt, pin: string | undefined): Check => {
	const signer = fingerprintOf(signature.key);
	const check = (state: Check['state'], text: string): Check => ({name: 'signature', state, text});
	if (!isSigned) return check('failed', 'the receipt is not as it was signed');
	if (pin === undefined) return check('told', `signed by ${signer}, not pinned`);
	if (pin === signer) return check('ok', `signed by ${signer}`);
	return signature.earlier.some(({key}) => fingerprintOf(key) === pin)
		? check('ok', `signed by ${signer}, a later key of ${pin}`)
		: check('failed', `signed by ${signer}, not by ${pin}`);
};

/** What the store of an entry says, if it is here. */
const answerOf = async (
	context: Context,
	store: StoreMeant | undefined,
	entry: ReceiptEntry,
	question: Question,
): Promise<StoreAnswer> => {
	if (question.receipt.version === 1) return askStore(context, store!.folder, entry, question);
	if (entry.store === undefined)
		return unaskedStore('the receipt does not know its id, since it was not reached');
	if (store === undefined) return unaskedStore(`the store with the id ${entry.store} is not here`);
	const {folder, site} = store;
	try {
		site?.refuseMoved();
		return isStore(context.machine.files, folder)
			? await askStore(context, folder, entry, question)
			: unaskedStore(`there is no store in ${folder}`);
	} catch (error) {
		if (!(error instanceof Refusal) || error instanceof UsageRefusal) throw error;
		return unaskedStore(error.message);
	}
};

const wordsOf = ({what, file, offset, session, message}: Found): string =>
	`  ${what === 'message' ? `message ${message} of session ${session}` : what}: ${file}, byte ${offset}`;

/** `Place this store: done`, with its site if it has one. */
const placesIn = ({site, places}: Pick<ReceiptEntry, 'site'> & {readonly places: readonly PlaceState[]}) =>
	places.map(({name, state}) => `Place ${site === undefined ? name : `${site}: ${name}`}: ${state}`);

/** Told, since a receipt that says what remained is as true as another. */
const remainsCheck = (entry: Parameters<typeof placesIn>[0]): Check[] =>
	entry.places.some(({state}) => state.startsWith('remains'))
		? [{site: entry.site, name: 'places', state: 'told', text: 'something remained when it was written'}]
		: [];

const report = (context: Context, {receipt}: ReadReceipt, checks: readonly Check[]): number => {
	const {stdout, flags} = context;
	const isGood = checks.every(({state}) => state === 'ok' || state === 'told');
	if (flags.json) printJson(stdout, {holds: isGood, receipt: {...receipt, at: isoTime(receipt.at)}, checks});
	else {
		const {kind, at, by, as, messages, unreachable} = receipt;
		const entries = entriesOf(receipt);
		const who = as === undefined ? by : `${as} (${by})`;
		printLine(
			stdout,
			`${kind === 'purge' ? 'Purge' : 'Erasure'} of ${counted(messages, 'message')} in ${counted(entries.length, 'store')} by ${who}, ${formatExactTime(at)}.`,
		);
		for (const place of entries.flatMap(placesIn)) printLine(stdout, place);
		printLine(stdout, `Out of reach: ${unreachable.join('; ')}.`);
		for (const {site, name, state, text, found = []} of checks) {
			const what = site === undefined ? name : `${site}: ${name}`;
			printLine(stdout, `${state === 'told' ? 'note' : state}: ${what}: ${text}`);
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
Checks a receipt against its stores as they are, and alters nothing. Resolves to the exit code.
@throws Refusal if the file is no receipt
*/
export const verifyReceipt = async (context: Context, file: string, asked: Asked): Promise<number> => {
	const {machine, sender, stdin} = context;
	const [pin, head] = [readDigest('key', asked.key), readDigest('head', asked.head)];
	const read = readReceipt(machine.files, file);
	const {receipt} = read;
	const typed = asked.customer === undefined ? undefined : await readCustomer(asked.customer, stdin);
	const signature = signatureCheck(read, pin);
	// What nobody signed says nothing about the stores.
	if (!read.isSigned) return report(context, read, [signature]);
	const entries = entriesOf(receipt);
	const stores = storesOf(context, receipt, entries);
	const key = readReceiptKey(machine.files, sender.configFolder, receipt.id);
	const messages = key ? messagesByEntry(machine.files, file, entries, key) : new Map();
	const question: Question = {receipt, key, messages, customer: typed?.trim(), head};
	const answers: StoreAnswer[] = [];
	const checks: Check[] = [];
	for (const entry of entries) {
		const answer = await answerOf(context, stores.get(entry), entry, question);
		answers.push(answer);
		checks.push(...remainsCheck(entry), ...answer.checks.map(check => ({site: entry.site, ...check})));
	}

	if (entries.length === 0)
		checks.push({name: 'store', state: 'not checked', text: 'the receipt tells of none'});
	return report(context, read, [signature, ...checks, ...jointChecks(question, answers)]);
};
