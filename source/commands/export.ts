import {UsageRefusal} from '../domain/refusal.js';
import {safeLine} from '../text/safe-text.js';
import {counted} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {expectNoInput} from './ids.js';
import {type ExportFormat, exportFormatNames} from '../domain/export-format.js';
import {
	type ExportCounts,
	type ExportRequest,
	exportTexts,
	exportToFile,
} from '../exchange/export/export-sessions.js';
import {printAll, printJson, printLine, terminalWidth} from './output.js';
import {csvStyleOf, forFlag} from './csv-style.js';
import {sessionProgress} from './progress.js';
import {readFilter} from './read-filter.js';
import {filterFlag, findSessions} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	format: {
		type: 'string',
		value: 'F',
		choices: exportFormatNames,
		explanation: 'json, ndjson, csv, text or html',
	},
	...filterFlag,
	sessionsOnly: {type: 'boolean', explanation: 'without their messages'},
	output: {type: 'string', value: 'FILE', explanation: 'into a new file that only you may read'},
	force: {type: 'boolean', explanation: 'replace the file if it is there'},
	raw: {
		type: 'boolean',
		explanation:
			'CSV with every character as it came: no apostrophe before what a spreadsheet would take for a formula, and no signs in place of control characters',
	},
	...forFlag,
} as const satisfies Flags;

type ExportContext = Context<typeof flags>;

const readFormat = ({flags: {format, json, output, raw, for: reader}}: ExportContext): ExportFormat => {
	const chosen = format ?? (json && output === undefined ? 'json' : undefined);
	if (chosen === undefined)
		throw new UsageRefusal(`Name a format: --format ${exportFormatNames.join(', ')}.`);
	if (json && output === undefined && chosen !== 'json')
		throw new UsageRefusal(`--json prints one JSON document: leave it out for --format ${chosen}.`);
	if (raw && chosen !== 'csv') throw new UsageRefusal('--raw goes with --format csv only.');
	if (reader !== undefined && chosen !== 'csv') throw new UsageRefusal('--for goes with --format csv only.');
	if (raw && reader !== undefined) throw new UsageRefusal('Choose one of --raw and --for.');
	return chosen;
};

/** Writes to the file or to stdout; resolves to the counts of what was written. */
const write = async (context: ExportContext, store: Store, ids: readonly number[]): Promise<ExportCounts> => {
	const {
		flags: {output, force, sessionsOnly},
		stdout,
		stderr,
	} = context;
	const isShown = output === undefined && stdout.isTTY === true;
	// On the same terminal, progress and output would mix.
	const progress = sessionProgress(isShown ? {write: () => undefined} : stderr);
	const csv = csvStyleOf(context.flags, context);
	const request: ExportRequest = {
		ids,
		format: readFormat(context),
		withMessages: !sessionsOnly,
		...(isShown && {width: terminalWidth(stdout)}),
		csv: isShown ? {...csv, cell: text => safeLine(csv.cell(text))} : csv,
		onProgress: progress.update,
	};
	try {
		if (output !== undefined)
			return await exportToFile(store, request, {file: output, mayReplace: force === true});
		const {counts, texts} = exportTexts(store, request);
		await printAll(stdout, texts);
		return counts;
	} finally {
		progress.end();
	}
};

export const exportSessions = defineCommand({
	name: 'export',
	summary: 'write sessions with their messages for others, without anything deleted',
	usage: [
		'export [--filter Q] --format json | ndjson | csv | text | html [--sessions-only] [--output FILE] [--force] [--raw | --for excel]',
	],
	flags,
	examples: [
		{
			line: 'export --format ndjson | gzip > all.ndjson.gz',
			explanation: 'one session a line, with its messages',
		},
		{
			line: "export --filter 'active:2026-11' --format csv --output november.csv",
			explanation: 'one row a message, with the columns of its session, as RFC 4180 describes it',
		},
		{
			line: "export --filter 'is:orphaned' --format csv --sessions-only --for excel --output orphans.csv",
			explanation: 'one row a session, ready for a double click',
		},
	],
	async run(context) {
		expectNoInput(context);
		readFormat(context);
		const query = readFilter(context.flags.filter ?? '');
		return withStore(context, async store => {
			const find = await findSessions(store, query, {
				now: context.machine.now(),
				stderr: context.stderr,
			});
			const {sessions, messages} = await write(context, store, find());
			const {
				flags: {output, json},
				stdout,
				stderr,
			} = context;
			const told = `${counted(sessions, 'session')} with ${counted(messages, 'message')}`;
			if (output === undefined) {
				if (stdout.isTTY) printLine(stderr, told);
			} else if (json) {
				printJson(stdout, {output, sessions, messages});
			} else {
				printLine(stdout, `Exported ${told} to ${output}`);
			}

			return exitCode.done;
		});
	},
});
