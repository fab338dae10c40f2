import {sortValueOf} from '../domain/find/sort-value.js';
import {usualKeys} from '../domain/session-fields.js';
import {type Session} from '../domain/session.js';
import {sessionPaths} from '../exchange/export/session-record.js';
import {type Store} from '../storage/store.js';
import {pathsThen, readAsOf, remarksTitle, sitePastAt} from './as-of.js';
import {type RowsTogether} from './command.js';
import {findList} from './find-list.js';
import {type Heading} from './heading.js';
import {expectNoInput} from './ids.js';
import {type JointKey, partsAt, readJointColumns, readJointPaths} from './list-columns.js';
import {firstWatch, type ListContext, type listFlags} from './list-flags.js';
import {checkFormat, isForPrograms, type ListView} from './list-formats.js';
import {readFilter} from './read-filter.js';
import {headingOf} from './session-columns.js';
import {sessionOrder} from './session-order.js';
import {withStore} from './with-store.js';
import {type JointRow} from './together/joint-row.js';

const siteTitle: Heading = {title: 'Site', canShrink: true};

/** The columns that a table of several sites has: those asked for, or the usual ones. */
const keysOf = ({flags: {columns}}: ListContext): readonly JointKey[] =>
	columns === undefined
		? ['id', 'site', ...usualKeys.filter(key => key !== 'id')]
		: readJointColumns(columns);

/** Their titles; people may ask for any of them, and of the past they are told what to make of it. */
const titlesOf = (context: ListContext): readonly Heading[] => {
	const {columns, asOf} = context.flags;
	return [
		...keysOf(context).map(key => (key === 'site' ? siteTitle : headingOf(key, columns !== undefined))),
		...(asOf === undefined ? [] : [remarksTitle]),
	];
};

/** The parts of a record that CSV tells: those asked for, or the usual ones. */
const recordPathsOf = ({flags: {columns, asOf}}: ListContext): readonly string[] =>
	columns === undefined
		? ['site', ...sessionPaths, ...(asOf === undefined ? [] : pathsThen)]
		: readJointPaths(columns);

/** The cells of a table's columns; an id names its site. */
const cellsOf = (context: ListContext, view: ListView): ((session: Session) => readonly string[]) => {
	const keys = keysOf(context);
	const {name, label} = context.site!;
	const own = keys.filter(key => key !== 'site');
	const cells = view
		.columns(own)
		.map(({cell}, index) => (own[index] === 'id' ? ({id}: Session) => `${name}:${id}` : cell))
		.toSpliced(keys.indexOf('site'), 0, () => label);
	return session => cells.map(cell => cell(session));
};

type Told = Pick<JointRow, 'cells' | 'record'>;

/** How a site tells a session, in the format that the flags ask for. */
const rowOf = (context: ListContext, view: ListView): ((session: Session) => Told) => {
	const {columns, ids} = context.flags;
	if (ids) return ({id}) => ({cells: [String(id)]});
	if (!isForPrograms(context)) {
		const cells = cellsOf(context, view);
		return session => ({cells: cells(session)});
	}

	if (columns === undefined) return session => ({record: view.record(session, view.paths)});
	const paths = readJointPaths(columns).filter(path => path !== 'site');
	return session => ({record: partsAt(view.record(session, paths), paths)});
};

/** The list of several sites as one. */
export const listTogether: RowsTogether<typeof listFlags> = {
	kind: 'rows',
	name: 'sessions',
	noun: 'session',
	titles: [],
	isCounted: true,
	paths: sessionPaths,
	asked(context) {
		if (context.flags.ids) return undefined;
		checkFormat(context);
		return isForPrograms(context)
			? {titles: [], paths: recordPathsOf(context)}
			: {titles: titlesOf(context), paths: []};
	},
	lone: () => undefined,
	async rows(context, take) {
		const {limit = Infinity, filter = ''} = context.flags;
		expectNoInput(context);
		checkFormat(context);
		const query = readFilter(filter);
		const time = readAsOf(context);
		const hand = async (store: Store): Promise<number> => {
			const past = time === undefined ? undefined : sitePastAt(context, store, time);
			if (time !== undefined && past === undefined) return 0;
			const {view, ids} = await findList(context, store, query, past);
			const row = rowOf(context, view);
			for (const id of ids.slice(0, limit)) {
				const session = view.session(id);
				await take({key: [sortValueOf(query.sort.key, session, view.table), id], ...row(session)});
			}

			return ids.length;
		};

		return withStore(context, hand, firstWatch(context, query));
	},
	compare: context => sessionOrder(context.flags.filter ?? '', context),
};
