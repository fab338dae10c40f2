import {createHash} from 'node:crypto';
import {canonicalJson} from '../../domain/proof/canonical-json.js';
import {type IdRanges} from '../../domain/id-ranges.js';
import {
	type JournalProof,
	layout,
	type PlaceState,
	type Receipt,
	type Signature,
	signedText,
	type SiteProof,
	type SitesReceipt,
	type StoreProof,
	type StoreReceipt,
	vouchedText,
} from '../../domain/proof/receipt.js';
import {Refusal} from '../../domain/refusal.js';
import {type FileSystem, type OpenFile} from '../file-system.js';
import {
	type Form,
	isCount,
	isSecond,
	isText,
	listOf,
	maybe,
	oneOf,
	pairOf,
	readForm,
	recordOf,
} from '../form.js';
import {isSignedBy} from './ed25519.js';
import {isReceiptId} from './receipt-key.js';
import {isDigest, isEarlierKey, isSignatureText} from './signing-key.js';

/** In bytes: some fifteen million messages. */
const longestFile = 1024 ** 3;
/** In bytes: the ids of a store of millions of sessions. */
const longestLine = 64 * 1024 * 1024;
const stride = 1024 * 1024;

const isRanges: Form<IdRanges> = listOf(
	(value): value is IdRanges[number] => isCount(value) || pairOf(isCount, isCount)(value),
);

const isPoint = recordOf<JournalProof>({position: isCount, n: isCount, digest: isDigest});
const isPlaces = listOf(recordOf<PlaceState>({name: isText, state: isText}));
const removed = {store: maybe(isText), sessions: isRanges, parts: isRanges};

const common = {
	id: isReceiptId,
	kind: oneOf(['purge', 'erasure']),
	at: isSecond,
	by: isText,
	as: maybe(isText),
	unreachable: listOf(isText),
	messages: isCount,
	numbers: listOf(isDigest),
	names: listOf(isDigest),
};

const isStoreReceipt = recordOf<StoreReceipt>({
	...common,
	version: (value): value is 1 => value === 1,
	stores: listOf(recordOf<StoreProof>({...removed, journal: isPoint})),
	places: isPlaces,
});

const isSitesReceipt = recordOf<SitesReceipt>({
	...common,
	version: (value): value is 2 => value === 2,
	stores: listOf(
		recordOf<SiteProof>({
			...removed,
			site: isText,
			journal: maybe(isPoint),
			places: isPlaces,
			messages: isCount,
		}),
	),
});

/** Whether every hash belongs to one entry: version 1 has never told of more than one store. */
const isCounted = (receipt: Receipt): boolean =>
	receipt.version === 1
		? receipt.stores.length === 1
		: receipt.messages === receipt.stores.reduce((sum, {messages}) => sum + messages, 0);

const isReceipt: Form<Receipt> = (value): value is Receipt =>
	(isStoreReceipt(value) || isSitesReceipt(value)) && isCounted(value);

const isSignature = recordOf<Signature>({
	key: isDigest,
	earlier: listOf(isEarlierKey),
	signature: isSignatureText,
});

/** A receipt as its file tells it. */
export interface ReadReceipt {
	readonly receipt: Receipt;
	readonly signature: Signature;
	/** Whether every byte is as the owner of the key signed it, and each earlier key signed the next one. */
	readonly isSigned: boolean;
}

const broken = (file: string, line: number): Refusal =>
	new Refusal(
		`${file} is not a receipt as chatlogs writes it, from line ${line} on. It was altered, or is another file.`,
	);

/** Lines without their newlines; what is after the last newline, too, if anything is. */
function* linesOf(open: OpenFile, file: string): Generator<Buffer> {
	const size = open.size();
	let rest: Buffer = Buffer.alloc(0);
	let count = 1;
	for (let offset = 0; offset < size;) {
		const read = open.read(offset, Math.min(stride, size - offset));
		if (read.length === 0) break;
		offset += read.length;
		const bytes = rest.length === 0 ? read : Buffer.concat([rest, read]);
		let start = 0;
		for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', start)) {
			yield bytes.subarray(start, end);
			start = end + 1;
			count++;
		}

		rest = bytes.subarray(start);
		if (rest.length > longestLine) throw broken(file, count);
	}

	if (rest.length > 0) yield rest;
}

const hashLine = /^"([\da-f]{64})"(,?)$/;

/** The value of a line, if that is exactly how it would be written. */
const exact = <Value>(text: string, form: Form<Value>): Value | undefined => {
	const value = readForm(text, form);
	return value !== undefined && canonicalJson(value) === text ? value : undefined;
};

/** The signature, if nothing stands beside it: it vouches for all but itself. */
const exactSignature = (text: string): Signature | undefined => {
	const found = exact(text, isSignature);
	if (found === undefined) return undefined;
	const {key, earlier, signature} = found;
	const alone = {
		key,
		earlier: earlier.map(before => ({key: before.key, signature: before.signature})),
		signature,
	};
	return canonicalJson(alone) === text ? alone : undefined;
};

const isVouched = ({key, earlier}: Signature): boolean =>
	earlier.every((before, index) =>
		isSignedBy(before.key, vouchedText(earlier[index + 1]?.key ?? key), before.signature),
	);

const parse = (open: OpenFile, file: string, onMessage?: (digest: Buffer) => void): ReadReceipt => {
	const digest = createHash('sha256');
	let line = 0;
	let part: 'start' | 'messages' | 'end' | 'receipt' | 'signature' | 'over' = 'start';
	let messages = 0;
	let receipt: Receipt | undefined;
	let signature: Signature | undefined;
	for (const bytes of linesOf(open, file)) {
		line++;
		if (part !== 'signature') digest.update(bytes).update('\n');
		const text = bytes.toString('utf8');
		if (part === 'start' && text === layout.start) part = 'messages';
		else if (part === 'messages' && messages === 0 && text === layout.end) part = 'receipt';
		else if (part === 'messages') {
			const [, hash, comma] = hashLine.exec(text) ?? [];
			if (hash === undefined) throw broken(file, line);
			messages++;
			onMessage?.(Buffer.from(hash, 'hex'));
			if (comma === '') part = 'end';
		} else if (part === 'end' && text === layout.end) part = 'receipt';
		else if (part === 'receipt' && text.startsWith(layout.receipt) && text.endsWith(',')) {
			receipt = exact(text.slice(layout.receipt.length, -1), isReceipt);
			if (receipt?.messages !== messages) throw broken(file, line);
			part = 'signature';
		} else if (part === 'signature' && text.startsWith(layout.signature) && text.endsWith('}')) {
			signature = exactSignature(text.slice(layout.signature.length, -1));
			part = 'over';
		} else throw broken(file, line);
	}

	const size = open.size();
	const endsWell = size > 0 && open.read(size - 1, 1).toString() === '\n';
	if (!receipt || !signature || !endsWell) throw broken(file, Math.max(1, line));
	const isSigned =
		isSignedBy(signature.key, signedText(digest.digest('hex')), signature.signature) && isVouched(signature);
	return {receipt, signature, isSigned};
};

/**
Reads a receipt, which may come from anybody, without holding its hashes in memory.
@param onMessage takes the hash of each message
@throws Refusal if it is no receipt
*/
export const readReceipt = (
	files: FileSystem,
	file: string,
	onMessage?: (digest: Buffer) => void,
): ReadReceipt => {
	const status = files.stat(file);
	if (status === undefined) throw new Refusal(`There is no file ${file}.`);
	if (status.kind !== 'file') throw new Refusal(`${file} is no plain file, so it is no receipt.`);
	if (status.size > longestFile) throw new Refusal(`${file} is larger than any receipt (1 GiB).`);
	const open = files.open(file, 'read');
	try {
		return parse(open, file, onMessage);
	} finally {
		open.close();
	}
};
