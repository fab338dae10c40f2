import {Refusal} from '../../domain/refusal.js';
import {type ImportInput} from '../read/import-input.js';
import {chatwoot} from '../chatwoot/chatwoot.js';
import {csv} from '../csv/csv.js';
import {facebook} from '../facebook/facebook.js';
import {twilio} from '../twilio/twilio.js';
import {whatsapp} from '../whatsapp/whatsapp.js';
import {type Dialect} from './dialect.js';
import {type SourceName} from './source-names.js';

/** In the order in which they are tried. */
const dialects: Readonly<Record<Exclude<SourceName, 'yeastar'>, Dialect>> = {
	facebook,
	chatwoot,
	twilio,
	whatsapp,
	csv,
};

const names = Object.keys(dialects) as (keyof typeof dialects)[];

/** The system that an input is of; `undefined` if it is none of these. */
const sourceOf = async (input: ImportInput): Promise<keyof typeof dialects | undefined> => {
	const possible = names.filter(name => !input.isFound || dialects[name].wants(input.name));
	if (possible.length === 0) return undefined;
	const head = await input.head();
	return possible.find(name => dialects[name].detects(head, input.name));
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

export const dialectOf = (source: Exclude<SourceName, 'yeastar'>): Dialect => dialects[source];

/** Without what was only found in a folder or archive beside the exports, such as pictures. */
export const wantedBy = (dialect: Dialect, inputs: readonly ImportInput[]): readonly ImportInput[] =>
	inputs.filter(({isFound, name}) => !isFound || dialect.wants(name));
