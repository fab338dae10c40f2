import {
	type ExportFormat,
	exportFormatNames,
	formatOfFile,
	isTextFormat,
	type TextFormat,
} from '../domain/export-format.js';
import {type Query} from '../domain/language/query.js';
import {UsageRefusal} from '../domain/refusal.js';
import {type Context, type Flags} from './command.js';
import {forFlag} from './csv-style.js';
import {expectNoInput} from './ids.js';
import {readFilter} from './read-filter.js';
import {sitesFlags} from './sites-flags.js';
import {filterFlag} from './targets.js';

/** The flags of `export`. */
export const exportFlags = {
	format: {
		type: 'string',
		value: 'F',
		choices: exportFormatNames,
		explanation:
			'json, ndjson, csv, text, html, tsv or parquet; if it is not said, as the name of the file ends',
	},
	...filterFlag,
	customer: {
		type: 'string',
		value: 'NUMBER',
		explanation:
			'all that there is of one person, by number or id, also in the trash and in chats of groups; - reads it from standard input',
	},
	also: {
		type: 'string',
		value: 'ID,ID',
		explanation: 'with --customer: sessions that are this person’s, too',
	},
	sessionsOnly: {type: 'boolean', explanation: 'without their messages'},
	responses: {
		type: 'boolean',
		explanation:
			'with --sessions-only: how quickly each customer was answered, in seconds; reads all messages',
	},
	output: {type: 'string', value: 'FILE', explanation: 'into a new file that only you may read'},
	force: {type: 'boolean', explanation: 'replace the file if it is there'},
	raw: {
		type: 'boolean',
		explanation:
			'CSV with every character as it came: no apostrophe before what a spreadsheet would take for a formula, and no signs in place of control characters',
	},
	...forFlag,
	...sitesFlags,
} as const satisfies Flags;

export type ExportContext = Context<typeof exportFlags>;

/**
The format, if it can be printed.
@throws UsageRefusal if it is one of files alone
*/
export const expectText = (format: ExportFormat): TextFormat => {
	if (isTextFormat(format)) return format;
	throw new UsageRefusal(`--format ${format} is for files: --output FILE.`);
};

/** The format that is named, or else the one that the flags mean. */
export const formatAsked = ({format, json, output}: ExportContext['flags']): ExportFormat | undefined =>
	format ?? (output === undefined ? (json ? 'json' : undefined) : formatOfFile(output));

const readFormat = ({flags}: ExportContext): ExportFormat => {
	const {json, output, raw, for: reader, responses, sessionsOnly} = flags;
	if (output === '-') throw new UsageRefusal('--output names a file: leave it out to print on stdout.');
	const chosen = formatAsked(flags);
	if (chosen === undefined)
		throw new UsageRefusal(`Name a format: --format ${exportFormatNames.join(', ')}.`);
	if (output === undefined) expectText(chosen);
	if (json && output === undefined && chosen !== 'json')
		throw new UsageRefusal(`--json prints one JSON document: leave it out for --format ${chosen}.`);
	if (raw && chosen !== 'csv') throw new UsageRefusal('--raw goes with --format csv only.');
	if (reader !== undefined && chosen !== 'csv') throw new UsageRefusal('--for goes with --format csv only.');
	if (responses && !sessionsOnly) throw new UsageRefusal('--responses goes with --sessions-only.');
	if (responses && (chosen === 'text' || chosen === 'html'))
		throw new UsageRefusal(`--responses has no place in ${chosen}: choose json, ndjson, csv or tsv.`);
	if (raw && reader !== undefined) throw new UsageRefusal('Choose one of --raw and --for.');
	return chosen;
};

/** A person's file begins with the oldest. */
export const orderOf = ({flags: {filter = '', customer}}: Pick<ExportContext, 'flags'>): string =>
	customer === undefined ? filter : 'sort:created';

/** What is to be exported. */
export interface WantedExport {
	readonly query: Query;
	readonly format: ExportFormat;
	readonly withMessages: boolean;
	/** Unix seconds, if response times are wanted. */
	readonly timesUntil: number | undefined;
}

/** @throws UsageRefusal if the arguments do not go together, or the filter cannot be understood */
export const readExport = (context: ExportContext): WantedExport => {
	expectNoInput(context);
	const {filter, sessionsOnly, responses, customer, also} = context.flags;
	if (customer === undefined && also !== undefined) throw new UsageRefusal('--also goes with --customer.');
	if (customer !== undefined && (filter !== undefined || sessionsOnly))
		throw new UsageRefusal(
			'--customer exports all that there is of one person: leave out --filter and --sessions-only.',
		);
	return {
		format: readFormat(context),
		query: readFilter(orderOf(context)),
		withMessages: !sessionsOnly,
		timesUntil: responses ? context.machine.now() : undefined,
	};
};
