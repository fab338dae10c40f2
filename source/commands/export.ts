import {UsageRefusal} from '../domain/refusal.js';
import {safeLine} from '../domain/text/safe-text.js';
import {counted} from '../domain/text/time.js';
import {writeExport} from '../exchange/export-file.js';
import {type Store} from '../storage/store.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {type ExportedSession, exportFormats, exportText} from './export-text.js';
import {expectNoInput} from './ids.js';
import {chunks, printAll, printJson, printLine, terminalWidth} from './output.js';
import {inertCell} from './print-csv.js';
import {sessionProgress} from './progress.js';
import {readFilter} from './read-filter.js';
import {filterFlag, findSessions} from './targets.js';
import {withStore} from './with-store.js';

const flags = {
	format: {type: 'string', value: 'F', choices: exportFormats, explanation: 'json, ndjson, csv or text'},
	...filterFlag,
	sessionsOnly: {type: 'boolean', explanation: 'without their messages'},
	output: {type: 'string', value: 'FILE', explanation: 'into a new file that only you may read'},
	force: {type: 'boolean', explanation: 'replace the file if it is there'},
	raw: {
		type: 'boolean',
		explanation: 'CSV for programs: no apostrophe before what a spreadsheet would take for a formula',
	},
} as const satisfies Flags;

/** Sessions from one telling of the progress to the next. */
const progressStep = 1000;

type ExportContext = Context<typeof flags>;

const readFormat = ({flags: {format, json, output, raw}}: ExportContext): (typeof exportFormats)[number] => {
	const chosen = format ?? (json && output === undefined ? 'json' : undefined);
	if (chosen === undefined) throw new UsageRefusal(`Name a format: --format ${exportFormats.join(', ')}.`);
	if (json && output === undefined && chosen !== 'json')
		throw new UsageRefusal(`--json prints one JSON document: leave it out for --format ${chosen}.`);
	if (raw && chosen !== 'csv') throw new UsageRefusal('--raw goes with --format csv only.');
	return chosen;
};

/** Reads histories one by one, so that any number of them can be exported. */
function* exported(store: Store, ids: readonly number[], withMessages: boolean): Generator<ExportedSession> {
	for (const id of ids) {
		const session = store.session(id)!;
		if (!withMessages) {
			yield {session};
			continue;
		}

		const {messages, extra} = store.history(id);
		const deleted = store.deletedMessages(id);
		yield {session, extra, messages: messages.filter(message => !deleted.has(message.id))};
	}
}

interface Exported {
	readonly sessions: number;
	readonly messages: number;
}

/** Writes to the file or to stdout; resolves with what was written. */
const write = async (context: ExportContext, store: Store, ids: readonly number[]): Promise<Exported> => {
	const {flags: given, stdout, stderr, folder} = context;
	const {output, force, raw, sessionsOnly} = given;
	const isShown = output === undefined && stdout.isTTY === true;
	const counts = {sessions: 0, messages: 0};
	// On one terminal, what is told and what is printed would mix.
	const progress = sessionProgress(isShown ? {write: () => undefined} : stderr);
	const sessions = exported(store, ids, !sessionsOnly).map(each => {
		counts.messages += each.messages?.length ?? 0;
		if (++counts.sessions % progressStep === 0) progress.update(counts.sessions);
		return each;
	});
	const present = raw ? (text: string) => text : inertCell;
	const texts = exportText(readFormat(context), sessions, {
		directory: store.directory,
		withMessages: !sessionsOnly,
		width: isShown ? terminalWidth(stdout) : 80,
		cell: isShown ? text => safeLine(present(text)) : present,
	});
	try {
		if (output === undefined) await printAll(stdout, texts);
		else await writeExport({file: output, storeFolder: folder, mayReplace: force === true}, chunks(texts));
	} finally {
		progress.end();
	}

	return counts;
};

export const exportSessions = defineCommand({
	name: 'export',
	summary: 'write sessions with their messages for others; what was deleted stays here',
	usage: [
		'export [--filter Q] --format json | ndjson | csv | text [--sessions-only] [--output FILE] [--force] [--raw]',
	],
	flags,
	examples: [
		{
			line: 'export --format ndjson | gzip > all.ndjson.gz',
			explanation: 'one session a line, with its messages',
		},
		{
			line: "export --filter 'active:2026-11' --format csv --output november.csv",
			explanation: 'one row a message, with the columns of its session; safe to open in a spreadsheet',
		},
		{
			line: "export --filter 'is:orphaned' --format csv --sessions-only",
			explanation: 'one row a session',
		},
	],
	async run(context) {
		expectNoInput(context);
		readFormat(context);
		const query = readFilter(context.flags.filter ?? '');
		return withStore(context, async store => {
			const find = await findSessions(store, query, context.surroundings.now());
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
