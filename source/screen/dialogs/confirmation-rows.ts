import {type App} from '../../actions/app.js';
import {type Move} from '../../domain/change.js';
import {isOrphaned} from '../../domain/facts.js';
import {type Handler, handlerLabel} from '../../domain/handler.js';
import {partyLabel} from '../../domain/session.js';
import {formatCount} from '../../text/count.js';
import {displayWidth, fitCell} from '../../text/fit.js';
import {safeLine} from '../../text/safe-text.js';
import {formatTime} from '../../text/time.js';
import {type Confirmation} from '../../state/dialog.js';
import {type ConfirmationLayout} from '../../state/confirmation-layout.js';
import {customerWidth, handlerWidth} from '../parts/party-widths.js';
import {signs} from '../signs.js';

/** A line of the list, safe for the terminal. */
interface Row {
	readonly text: string;
	readonly isSkipped: boolean;
}

const gap = '  ';

const widest = (texts: readonly string[]): number => Math.max(...texts.map(text => displayWidth(text)));

/** `Support  26  19 → 45 open`, one below the other. */
export const totalTexts = ({totals, columns}: ConfirmationLayout): readonly string[] => {
	const names = totals.map(({to}) => safeLine(handlerLabel(to)));
	const counts = totals.map(({sessions}) => formatCount(sessions));
	const befores = totals.map(({openBefore}) => formatCount(openBefore));
	return totals.map(({openAfter}, index) =>
		[
			fitCell(names[index]!, Math.min(widest(names), Math.floor(columns / 2))),
			fitCell(counts[index]!, widest(counts), 'right'),
			`${fitCell(befores[index]!, widest(befores), 'right')} ${signs.to} ${formatCount(openAfter)} open`,
		].join(gap),
	);
};

const messageRows = ({store}: App, session: number, shown: readonly number[]): readonly string[] => {
	const messages = new Map(store.history(session).messages.map(message => [message.id, message]));
	return shown.map(id => `${formatTime(messages.get(id)?.at)}${gap}${messages.get(id)?.text ?? ''}`);
};

/** Where a session goes; `undefined` if it stays with its handler. */
const destinationOf = (moves: readonly Move[], id: number): Handler | undefined =>
	moves.find(({sessions}) => sessions.includes(id))?.to;

/** Id, customer, handler, status and destination, without what all have in common. */
const sessionRows = (
	{store}: App,
	{plan, overview}: Confirmation,
	shown: readonly number[],
	columns: number,
): readonly string[] => {
	const {moves = []} = plan.draft;
	const {common, totals} = overview;
	const idWidth = Math.max(...shown.map(id => String(id).length));
	const rows = shown.map(id => {
		const session = store.session(id);
		const to = totals.length === 1 ? undefined : destinationOf(moves, id);
		const sign = session && isOrphaned(store, session) ? signs.deletedOwner : '';
		return {
			id,
			session,
			handler: session && !common.handler ? sign + safeLine(handlerLabel(session.handler)) : undefined,
			to: session && to ? safeLine(handlerLabel(to)) : undefined,
		};
	});
	const handlers = Number(!common.handler) + Number(totals.length !== 1 && moves.length > 0);
	const others = idWidth + (common.status ? 0 : 'closed'.length) + 4 * gap.length;
	const most = handlerWidth(columns - others, handlers);
	// While rows are scrolled no column may move.
	const isWhole = shown.length === plan.hits.length;
	const nameWidth = isWhole
		? Math.min(most, widest(rows.flatMap(({handler, to}) => [handler ?? '', to ?? ''])))
		: most;
	return rows.map(({id, session, handler, to}) => {
		const number = fitCell(String(id), idWidth, 'right');
		if (session === undefined) return number;
		const rest = [
			...(handler === undefined ? [] : [fitCell(handler, nameWidth)]),
			...(common.status ? [] : [fitCell(session.status, 'closed'.length)]),
			...(to === undefined ? [] : [`${signs.to} ${fitCell(to, nameWidth)}`]),
		].join(gap);
		const room = columns - idWidth - gap.length - (rest === '' ? 0 : displayWidth(rest) + gap.length);
		const customer = fitCell(safeLine(partyLabel(session.customer)), Math.min(customerWidth, room));
		return [number, customer, rest].join(gap);
	});
};

/** The part of the list that is shown: what is hit, then what is skipped, with the reasons. */
export const confirmationRows = (
	app: App,
	dialog: Confirmation,
	{top, listHeight, columns}: ConfirmationLayout,
): readonly Row[] => {
	const {act, plan} = dialog;
	const {hits, skipped} = plan;
	const shown = hits.slice(top, top + listHeight);
	const rows =
		act.kind === 'delete-messages'
			? messageRows(app, act.session, shown)
			: sessionRows(app, dialog, shown, columns);
	const first = Math.max(0, top - hits.length);
	return [
		...rows.map(text => ({text: safeLine(text), isSkipped: false})),
		...skipped
			.slice(first, first + listHeight - rows.length)
			.map(({id, reason}) => ({text: safeLine(`${id} skipped: ${reason}`), isSkipped: true})),
	];
};
