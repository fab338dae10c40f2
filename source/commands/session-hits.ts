import {type Plan} from '../domain/act/plan.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {type Context} from './command.js';
import {printAll} from './output.js';
import {tableText} from './print-table.js';
import {sessionColumns} from './session-columns.js';

/** `12 sessions`. */
export const sessionsLabel = ({hits}: Plan): string => counted(new Set(hits).size, 'session');

/** Prints the sessions that a plan hits as the list does. */
export const hitsPrinter =
	({stdout}: Pick<Context, 'stdout'>, store: Store) =>
	async ({hits}: Plan): Promise<void> => {
		const sessions = new Set(hits).values().map(id => store.session(id)!);
		await printAll(stdout, tableText(stdout, sessionColumns(store.directory), sessions));
	};
