import {safeLine} from '../text/safe-text.js';
import {counted} from '../text/count.js';
import {type Store} from '../storage/store.js';
import {boundHeap} from './bound-heap.js';
import {defineCommand} from './command.js';
import {type ExportContext, expectText, exportFlags, readExport, type WantedExport} from './export-flags.js';
import {exportTogether} from './export-together.js';
import {
	type ExportCounts,
	type ExportRequest,
	exportToFile,
	recordedTexts,
} from '../exchange/export/export-sessions.js';
import {printAll, printJson, printLine, terminalWidth} from './output.js';
import {csvStyleOf} from './csv-style.js';
import {sessionProgress} from './progress.js';
import {type Exported, findExported} from './find-exported.js';
import {nobodyFound} from './tell-erasure.js';
import {withStore} from './with-store.js';

/** Writes to the file or to stdout; resolves to the counts of what was written. */
const write = async (
	context: ExportContext,
	store: Store,
	{ids, person}: Exported,
	{format, withMessages, timesUntil}: WantedExport,
): Promise<ExportCounts> => {
	const {
		flags: {output, force},
		actor,
		stdout,
		stderr,
	} = context;
	const isShown = output === undefined && stdout.isTTY === true;
	// On the same terminal, progress and output would mix.
	const progress = sessionProgress(isShown ? {write: () => undefined} : stderr);
	const csv = csvStyleOf(context.flags, context);
	const request: ExportRequest = {
		ids,
		format,
		withMessages,
		timesUntil,
		person,
		...(isShown && {width: terminalWidth(stdout)}),
		csv: isShown ? {...csv, cell: text => safeLine(csv.cell(text))} : csv,
		onProgress: progress.update,
	};
	try {
		if (output !== undefined)
			return await exportToFile(store, actor, request, {
				file: output,
				mayReplace: force === true,
			});
		const {counts, texts, unrecorded} = await recordedTexts(store, actor, {
			...request,
			format: expectText(format),
		});
		await printAll(stdout, texts);
		return {...counts, unrecorded};
	} finally {
		progress.end();
	}
};

export const exportSessions = defineCommand({
	name: 'export',
	summary: 'write sessions with their messages for others, without anything deleted',
	usage: [
		'export [--filter Q] --format json | ndjson | csv | text | html | tsv | parquet [--sessions-only [--responses]] [--output FILE] [--force] [--raw | --for excel]',
		'export --customer NUMBER [--also ID,ID] --format F [--output FILE] …',
		'export --all-sites | --sites A,B | --tag T …',
	],
	flags: exportFlags,
	together: exportTogether,
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
		{
			line: 'export --output all.parquet',
			explanation: 'one row a message in typed columns, as DuckDB, pandas and Spark read them',
		},
		{
			line: "export --customer '+1 555 0142' --all-sites --format html --output file.html",
			explanation: 'all that there is of one person, for somebody who asks for their data',
		},
	],
	async run(context) {
		const wanted = readExport(context);
		// Its row groups outlive the new space, which would grow to keep them, and the heap after it.
		if (wanted.format === 'parquet') boundHeap();
		return withStore(context, async store => {
			const exported = await findExported(context, store, wanted);
			if (context.flags.customer !== undefined && exported.ids.length === 0)
				printLine(context.stderr, nobodyFound);
			const {sessions, messages, unrecorded} = await write(context, store, exported, wanted);
			const {
				flags: {output, json},
				stdout,
				stderr,
			} = context;
			if (unrecorded !== undefined) printLine(stderr, `chatlogs: ${unrecorded}`);
			const told = `${counted(sessions, 'session')} ${wanted.withMessages ? `with ${counted(messages, 'message')}` : 'without messages'}`;
			if (output === undefined) {
				if (stdout.isTTY) printLine(stderr, told);
			} else if (json) {
				printJson(stdout, {output, sessions, messages});
			} else {
				printLine(stdout, `Exported ${told} to ${output}`);
			}

			return exported.code;
		});
	},
});
