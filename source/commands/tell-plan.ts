import {type Act} from '../domain/act/act.js';
import {type DestinationTotal, totalText} from '../domain/act/destination-totals.js';
import {type Plan} from '../domain/act/plan.js';
import {type Move} from '../domain/change.js';
import {moveText} from '../domain/describe-change.js';
import {type Skipped} from '../domain/facts.js';
import {type Store} from '../storage/store.js';
import {counted, formatCount} from '../text/count.js';
import {type Output} from './streams.js';
import {printAll} from './output.js';
import {printMessages} from './print-messages.js';
import {tableText} from './print-table.js';
import {sessionColumns} from './session-columns.js';
import {destinationColumn} from './destination-column.js';
import {sessionIn} from './with-store.js';

/** An act's plan, and what its destinations hold before and after. */
export interface Planned {
	readonly act: Act;
	readonly plan: Plan;
	readonly totals: readonly DestinationTotal[];
}

/** How many lines tell from whom to whom; the rest is one sum. */
const mostMoves = 8;

/** From whom to whom, a line each, the most sessions first. */
export const movesText = (moves: readonly Move[]): string[] => {
	const sorted = moves.toSorted((a, b) => b.sessions.length - a.sessions.length);
	const rest = sorted.slice(mostMoves).reduce((sum, {sessions}) => sum + sessions.length, 0);
	return [
		...sorted.slice(0, mostMoves).map(move => moveText(move)),
		...(rest > 0 ? [`From others: ${counted(rest, 'session')}`] : []),
	];
};

/** From whom to whom, and the totals by destination, a line each. Nothing if nobody gets anything. */
export const movesAndTotals = ({plan: {draft}, totals}: Planned): readonly string[] => [
	...movesText(draft.moves ?? []),
	...totals.map(total => totalText(total)),
];

/** Each reason once, with the first `most` ids that it holds for. */
export const skippedTexts = (skipped: readonly Skipped[], most: number): readonly string[] =>
	Array.from(
		Map.groupBy(skipped, ({reason}) => reason),
		([reason, those]) => {
			const ids = those.slice(0, most).map(({id}) => id);
			const more = those.length - ids.length;
			return `${reason}: ${ids.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
		},
	);

/** Splits what is skipped, because a session that is already so counts as done. */
export const splitSkipped = ({
	skipped,
}: Plan): {readonly alreadySo: readonly Skipped[]; readonly refused: readonly Skipped[]} => {
	const {true: alreadySo = [], false: refused = []} = Object.groupBy(skipped, ({isAlreadySo}) =>
		isAlreadySo ? 'true' : 'false',
	);
	return {alreadySo, refused};
};

/** Prints the sessions that a plan hits as a list, or the messages; of many only the first `most`. */
export const printHits = async (
	output: Output,
	store: Store,
	{act, plan}: Planned,
	most = Infinity,
): Promise<void> => {
	const hits = new Set(plan.hits);
	const ids = [...hits].slice(0, most);
	if (act.kind === 'delete-messages') {
		const conversation = sessionIn(store, act.session);
		const shown = new Set(ids);
		const messages = store.history(act.session).messages.filter(({id}) => shown.has(id));
		printMessages(
			output,
			messages.map(message => ({message, conversation, isDeleted: false})),
		);
	} else {
		const sessions = ids.values().map(id => store.session(id)!);
		const columns = [...sessionColumns(store), ...destinationColumn(plan)];
		await printAll(output, tableText(output, columns, sessions));
	}

	if (hits.size > ids.length) output.write(`and ${formatCount(hits.size - ids.length)} more\n`);
};
