import {sortValueOf} from '../domain/find/sort-value.js';
import {sessionPaths, sessionRecord} from '../exchange/export/session-record.js';
import {type Session} from '../domain/session.js';
import {type Store} from '../storage/store.js';
import {type RowsTogether} from './command.js';
import {expectNoInput} from './ids.js';
import {type JointKey, partsAt, readJointColumns, readJointPaths} from './list-columns.js';
import {firstWatch, type ListContext, type listFlags} from './list-flags.js';
import {checkFormat, isForPrograms} from './list-formats.js';
import {type Heading} from './heading.js';
import {readFilter} from './read-filter.js';
import {sessionColumns, sessionTitles, titleOf} from './session-columns.js';
import {sessionOrder} from './session-order.js';
import {findSessions} from './targets.js';
import {withStore} from './with-store.js';
import {type JointRow} from './together/joint-row.js';

const siteTitle: Heading = {title: 'Site', canShrink: true};

/** The cells of the columns asked for; an id names its site. */
const cellsOf = (context: ListContext, store: Store, keys: readonly JointKey[]) => {
	const {name, label} = context.site!;
	const telling = {directory: store.directory, ownId: (id: number) => store.ownId(id)};
	const cells = keys.map(key => {
		if (key === 'site') return () => label;
		if (key === 'id') return ({id}: Session) => `${name}:${id}`;
		return sessionColumns(telling, [key])[0]!.cell;
	});
	return (session: Session): readonly string[] => cells.map(cell => cell(session));
};

type Told = Pick<JointRow, 'cells' | 'record'>;

/**
How a site tells a session, in the format that the flags ask for.
@throws UsageRefusal if there is no such column
*/
const tellerOf = (context: ListContext): ((store: Store) => (session: Session) => Told) => {
	const {columns} = context.flags;
	if (isForPrograms(context)) {
		const paths = columns === undefined ? undefined : readJointPaths(columns).filter(path => path !== 'site');
		return store => session => {
			const record = sessionRecord(session, store.directory, store.ownId(session.id));
			return {record: paths ? partsAt(record, paths) : record};
		};
	}

	if (columns === undefined)
		return ({directory}) => {
			const usual = sessionColumns({directory});
			return session => ({cells: usual.map(({cell}) => cell(session))});
		};
	const keys = readJointColumns(columns);
	return store => {
		const tell = cellsOf(context, store, keys);
		return session => ({cells: tell(session)});
	};
};

/** The list of several sites as one. */
export const listTogether: RowsTogether<typeof listFlags> = {
	kind: 'rows',
	name: 'sessions',
	noun: 'session',
	titles: sessionTitles,
	isNumbered: true,
	isCounted: true,
	paths: sessionPaths,
	asked(context) {
		const {columns} = context.flags;
		if (columns === undefined) return undefined;
		return isForPrograms(context)
			? {titles: [], paths: readJointPaths(columns)}
			: {
					titles: readJointColumns(columns).map(key => (key === 'site' ? siteTitle : titleOf(key))),
					paths: [],
				};
	},
	lone: ({flags: {asOf}}) => (asOf === undefined ? undefined : '--as-of'),
	async rows(context, take) {
		const {limit = Infinity, filter = ''} = context.flags;
		expectNoInput(context);
		checkFormat(context);
		const teller = tellerOf(context);
		const query = readFilter(filter);
		const hand = async (store: Store): Promise<number> => {
			const find = await findSessions(store, query, {now: context.machine.now(), stderr: context.stderr});
			const ids = find();
			const tell = teller(store);
			for (const id of ids.slice(0, limit)) {
				const session = store.session(id)!;
				await take({key: [sortValueOf(query.sort.key, session, store.table), id], ...tell(session)});
			}

			return ids.length;
		};

		return withStore(context, hand, firstWatch(context, query));
	},
	compare: context => sessionOrder(context.flags.filter ?? '', context),
};
