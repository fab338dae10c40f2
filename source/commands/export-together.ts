import {sortValueOf} from '../domain/find/sort-value.js';
import {Refusal} from '../domain/refusal.js';
import {type Site, siteLabel} from '../domain/site.js';
import {chunks} from '../exchange/export/chunks.js';
import {cellWriter, csvText} from '../exchange/export/csv.js';
import {checkFile, wouldReplace, writeExport} from '../exchange/export/export-file.js';
import {exportedSessions} from '../exchange/export/export-sessions.js';
import {exportPaths, exportRecord, exportRows, textForPeople} from '../exchange/export/export-text.js';
import {htmlArticle, htmlLine, htmlPage} from '../exchange/export/html-text.js';
import {jsonLinesText, jsonListText} from '../exchange/export/json-text.js';
import {recordExport} from '../storage/record-export.js';
import {counted} from '../text/count.js';
import {safeLine} from '../text/safe-text.js';
import {exitCode, type RowsTogether} from './command.js';
import {csvStyleOf} from './csv-style.js';
import {findExported} from './find-exported.js';
import {
	type ExportContext,
	type exportFlags,
	formatAsked,
	orderOf,
	readExport,
	type WantedExport,
} from './export-flags.js';
import {printAll, printJson, printLine, terminalWidth} from './output.js';
import {nobodyFound} from './tell-erasure.js';
import {sessionOrder} from './session-order.js';
import {withStore} from './with-store.js';
import {type JointRow, type SiteRow} from './together/joint-row.js';

const styleOf = (context: ExportContext, {withMessages, timesUntil}: WantedExport) => {
	const csv = csvStyleOf(context.flags, context);
	const isShown = context.flags.output === undefined && context.stdout.isTTY === true;
	return {
		withMessages,
		withTimes: timesUntil !== undefined,
		withTrash: context.flags.customer !== undefined,
		width: isShown ? terminalWidth(context.stdout) : 80,
		csv: isShown ? {...csv, cell: (text: string) => safeLine(csv.cell(text))} : csv,
	};
};

/** Hands on the sessions of one site, each as it is written, but for its site. */
const rows = async (context: ExportContext, take: (row: JointRow) => Promise<void>): Promise<number> => {
	const wanted = readExport(context);
	const {query, format, withMessages, timesUntil} = wanted;
	const {output, force} = context.flags;
	return withStore(context, async store => {
		if (output !== undefined)
			checkFile({file: output, storeFolder: store.folder, mayReplace: force === true});
		const style = {...styleOf(context, wanted), directory: store.directory};
		const {ids, person, code} = await findExported(context, store, wanted);
		const unrecorded = await recordExport(store, context.actor, {sessions: ids.length, format});
		if (unrecorded !== undefined) printLine(context.stderr, `chatlogs: ${unrecorded}`);
		let count = 0;
		for (const each of exportedSessions(store, {ids, format, withMessages, timesUntil, person})) {
			count++;
			const key = [sortValueOf(query.sort.key, each.session, store.table), each.session.id];
			switch (format) {
				case 'csv':
				case 'tsv': {
					await take({key, cells: [...exportRows([each], style)]});
					break;
				}
				case 'html': {
					await take({key, cells: [htmlArticle(each, store.directory)]});
					break;
				}
				case 'text': {
					await take({key, cells: [[...textForPeople([each], style)].join('')]});
					break;
				}
				default: {
					await take({key, record: exportRecord(each, store.directory)});
				}
			}
		}

		if (code !== exitCode.done)
			throw new Refusal('Something could not be read, so the export is not complete.');
		return count;
	});
};

const textsOf = (
	context: ExportContext,
	found: IteratorObject<SiteRow>,
): Iterable<string> | AsyncIterable<string> => {
	const wanted = readExport(context);
	const {format} = wanted;
	const records = found.map(({site, row}) => ({site: site.name, ...row.record}));
	if (format === 'json') return jsonListText({}, 'sessions', records);
	if (format === 'ndjson') return jsonLinesText(records);
	if (format === 'text')
		return found.map(({site, row}) => `Site: ${safeLine(siteLabel(site))}\n${row.cells?.join('') ?? ''}`);
	if (format === 'html')
		return htmlPage(
			found.map(({site, row}) => `${htmlLine(`Site: ${siteLabel(site)}`)}${row.cells?.join('') ?? ''}`),
		);
	const style = styleOf(context, wanted);
	const {csv} = style;
	const nameCell = cellWriter(['name'], csv);
	const lines = found.flatMap(({site, row}) =>
		(row.cells ?? []).map(line => `${nameCell(site)}${csv.separator}${line}`),
	);
	return csvText(['site', ...exportPaths(style)], {[Symbol.iterator]: () => lines}, csv);
};

const print = async (
	context: ExportContext,
	found: IteratorObject<SiteRow>,
	sites: readonly Site[],
	read: number,
): Promise<void> => {
	const {
		flags: {customer, output, force, json},
		stdout,
		stderr,
	} = context;
	let sessions = 0;
	const texts = textsOf(
		context,
		found.map(row => {
			sessions++;
			return row;
		}),
	);
	if (output === undefined) {
		await printAll(stdout, texts);
	} else {
		for (const {folder: storeFolder} of sites) wouldReplace({file: output, storeFolder});
		const file = {file: output, storeFolder: sites[0]!.folder, mayReplace: force === true};
		await writeExport(file, chunks(texts));
	}

	if (customer !== undefined && sessions === 0) printLine(stderr, nobodyFound);
	const told = `${counted(sessions, 'session')} of ${counted(read, 'site')}`;
	if (output === undefined) {
		if (stdout.isTTY) printLine(stderr, told);
	} else if (json) {
		printJson(stdout, {output, sessions, sites: read});
	} else {
		printLine(stdout, `Exported ${told} to ${output}`);
	}
};

/** As one export of several sites. */
export const exportTogether: RowsTogether<typeof exportFlags> = {
	kind: 'rows',
	name: 'sessions',
	titles: [],
	lone({flags}) {
		const {customer, also} = flags;
		if (also !== undefined) return '--also';
		if (customer === '-') return '--customer -';
		return formatAsked(flags) === 'parquet' ? '--format parquet' : undefined;
	},
	rows,
	compare: context => sessionOrder(orderOf(context), context),
	print,
};
