import {type Plan} from '../domain/plan.js';
import {type Store} from '../storage/store.js';
import {type Context} from './command.js';
import {countLabel} from './labels.js';
import {printTable} from './print-table.js';
import {sessionColumns} from './session-columns.js';

/** `12 sessions`. */
export const sessionsLabel = ({hits}: Plan): string => countLabel(new Set(hits).size, 'session');

/** Prints the sessions that a plan hits as the list does. */
export const hitsPrinter =
	({stdout}: Pick<Context, 'stdout'>, store: Store) =>
	({hits}: Plan): void =>
		printTable(
			stdout,
			sessionColumns(store.directory),
			[...new Set(hits)].map(id => store.session(id)!),
		);
