import {mergeSorted} from '../../domain/find/merge-sorted.js';
import {siteLabel} from '../../domain/site.js';
import {cellWriter, csvText} from '../../exchange/export/csv.js';
import {jsonLinesText, jsonListText} from '../../exchange/export/json-text.js';
import {counted, formatCount} from '../../text/count.js';
import {safeLine} from '../../text/safe-text.js';
import {type Context, type RowsTogether} from '../command.js';
import {rowStyle} from '../list-formats.js';
import {printAll} from '../output.js';
import {type Column, tableText} from '../print-table.js';
import {type SiteOutcome} from './outcomes.js';
import {rowsIn} from './row-run.js';
import {type SiteRow} from './joint-row.js';

interface ListFlags {
	readonly limit?: number;
	readonly json?: boolean;
	readonly ndjson?: boolean;
	readonly csv?: boolean;
	readonly tsv?: boolean;
	readonly ids?: boolean;
	readonly quiet?: boolean;
	readonly for?: 'excel';
}

const cellsOf = ({row}: SiteRow): readonly string[] => row.cells ?? [];

const numberText = (row: SiteRow): string => `${row.site.name}:${cellsOf(row)[0] ?? ''}`;

const cellColumns = (titles: RowsTogether['titles']) =>
	titles.map((title, index) => ({...title, cell: (row: SiteRow) => cellsOf(row)[index] ?? ''}));

/** The columns of one site, with the site beside the number that belongs to it. */
const usualColumns = ({titles, isNumbered}: RowsTogether): readonly Column<SiteRow>[] => {
	const own = cellColumns(titles);
	const site: Column<SiteRow> = {title: 'Site', cell: row => siteLabel(row.site), canShrink: true};
	if (!isNumbered) return [site, ...own];
	const [number, ...others] = own;
	return [{...number!, cell: numberText}, site, ...others];
};

/** Rows whose last cell may be long, each on a line that is never cut. */
function* linesText(rows: Iterable<SiteRow>): Generator<string> {
	for (const row of rows)
		yield `${[numberText(row), ...cellsOf(row).slice(1)].map(cell => safeLine(cell)).join('  ')}\n`;
}

/** The rows in the format that the flags ask for. */
const textOf = (
	context: Context,
	together: RowsTogether,
	head: object,
	rows: IteratorObject<SiteRow>,
): Iterable<string> | AsyncIterable<string> => {
	const flags = context.flags as ListFlags;
	const {json, ndjson, csv, tsv, ids} = flags;
	const asked = together.asked?.(context);
	const records = rows.map(({site, row}) => ({site: site.name, ...row.record}));
	if (json) return jsonListText(head, together.name, records);
	if (ndjson) return jsonLinesText(records);
	if (ids) return rows.map(row => `${numberText(row)}\n`);
	if ((csv || tsv) && together.paths) {
		const style = rowStyle({flags, environment: context.environment});
		const paths = asked?.paths ?? ['site', ...together.paths];
		return csvText(paths, records.map(cellWriter(paths, style)), style);
	}

	if (together.isLines) return linesText(rows);
	const columns = asked ? cellColumns(asked.titles) : usualColumns(together);
	return tableText(context.stdout, columns, {[Symbol.iterator]: () => rows});
};

/** Prints the rows of all sites in the order that was asked for, as one list. */
export const printRows = async (
	context: Context,
	together: RowsTogether,
	outcomes: readonly SiteOutcome[],
): Promise<void> => {
	const {stdout, stderr, machine} = context;
	const flags = context.flags as ListFlags;
	const {limit = Infinity} = flags;
	const compare = together.compare(context);
	const found = outcomes.flatMap(({site, report}) => (report.rows ? [{site, rows: report.rows}] : []));
	const merged = mergeSorted(
		found.map(({rows}) => rowsIn(machine.files, rows)),
		(a, b) => compare(a.key, b.key),
	);
	let shown = 0;
	const rows = merged.take(limit).map(({item, from}): SiteRow => {
		shown++;
		return {site: found[from]!.site, row: item};
	});
	if (together.print) {
		const sites = outcomes.map(({site}) => site);
		await together.print(context, rows, sites, found.length);
		return;
	}

	const matches = outcomes.reduce((sum, {report}) => sum + (report.matches ?? 0), 0);
	const troubles = outcomes.flatMap(({site: {name}, report: {trouble}}) =>
		trouble ? [{site: name, ...trouble}] : [],
	);
	await printAll(stdout, textOf(context, together, {...(together.isCounted && {matches}), troubles}, rows));
	const isTable = ![flags.json, flags.ndjson, flags.csv, flags.tsv, flags.ids].some(Boolean);
	if (stdout.isTTY !== true || !isTable || flags.quiet || together.noun === undefined) return;
	const part = together.isCounted && shown < matches ? `${formatCount(shown)} of ` : '';
	const all = together.isCounted ? matches : shown;
	stderr.write(`${part}${counted(all, together.noun)} in ${counted(found.length, 'site')}\n`);
};
