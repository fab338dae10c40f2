import {Refusal} from '../../domain/refusal.js';
import {type ImportInput} from '../read/import-input.js';
import {chatwoot} from '../chatwoot/chatwoot.js';
import {csv} from '../csv/csv.js';
import {beginsLikeExport} from '../export/export-mark.js';
import {facebook} from '../facebook/facebook.js';
import {twilio} from '../twilio/twilio.js';
import {whatsapp} from '../whatsapp/whatsapp.js';
import {beginsLikeJson} from './json-records.js';
import {type Dialect, type FileKind} from './dialect.js';
import {type ChatSource, type SourceName} from './source-names.js';

const dialects: Readonly<Record<ChatSource, Dialect>> = {
	facebook,
	chatwoot,
	twilio,
	whatsapp,
	csv,
};

/** In the order in which they are tried. */
const kinds: Readonly<Record<Exclude<SourceName, 'yeastar'>, FileKind>> = {
	chatlogs: {
		wants: path => /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i.test(path),
		detects: head => beginsLikeJson(head) && beginsLikeExport(head),
	},
	...dialects,
};

const names = Object.keys(kinds) as (keyof typeof kinds)[];

/** The system that an input is of; `undefined` if it is none of these. */
const sourceOf = async (input: ImportInput): Promise<keyof typeof kinds | undefined> => {
	const possible = names.filter(name => !input.isFound || kinds[name].wants(input.name));
	if (possible.length === 0) return undefined;
	const head = await input.head();
	return possible.find(name => kinds[name].detects(head, input.name));
};

/**
The system that these are exports of; a PBX if they are of no other.
@throws Refusal if they are of several
*/
export const detectSource = async (inputs: readonly ImportInput[]): Promise<SourceName> => {
	const examples = new Map<SourceName, string>();
	for (const input of inputs) {
		const source = await sourceOf(input);
		if (source !== undefined && !examples.has(source)) examples.set(source, input.name);
	}

	const [first, ...others] = examples.keys();
	if (others.length === 0) return first ?? 'yeastar';
	const list = [...examples].map(([source, name]) => `${source} (${name})`).join(', ');
	throw new Refusal(
		`These files are of several systems: ${list}. Import those of each by themselves, or say which: --from`,
	);
};

/** The files among these that chatlogs exported. */
export const exportsAmong = (inputs: readonly ImportInput[]): readonly ImportInput[] =>
	wantedBy(kinds.chatlogs, inputs);

export const dialectOf = (source: ChatSource): Dialect => dialects[source];

/** Without what was only found in a folder or archive beside the exports, such as pictures. */
export const wantedBy = (kind: FileKind, inputs: readonly ImportInput[]): readonly ImportInput[] =>
	inputs.filter(({isFound, name}) => !isFound || kind.wants(name));
