import {sessionFields, usualKeys} from '../domain/session-fields.js';
import {codePoints} from '../text/code-points.js';
import {safeLine, safeLines} from '../text/safe-text.js';
import {formatExactTime} from '../text/time.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {codePointsLayout} from '../state/code-points-layout.js';
import {bodyOf} from '../state/size.js';
import {mainPlaces, withDialog, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {leaving, dialogActions, scrollActions} from './dialog-actions.js';
import {sessionUnderCursor} from './targets.js';

/** Encoded bytes that terminals take for the clipboard; some cut off or drop anything longer. */
const clipboardLimit = 74_994;

const sessionId = (app: App): number | undefined =>
	app.state.focus === 'pane' ? app.state.pane?.session : sessionUnderCursor(app);

const blocker = (app: App): string | undefined =>
	sessionId(app) === undefined ? 'There is no session here.' : undefined;

const copy = (app: App, text: string, what: string): void => {
	const isTooLong = new TextEncoder().encode(text).length * 4 > clipboardLimit * 3;
	if (!isTooLong) app.copy(text);
	app.update(
		isTooLong
			? withNotice('refused', `${what} is too long for the clipboard of a terminal.`)
			: withNotice('done', `Copied ${what}, if your terminal allows it (OSC 52).`),
	);
};

/** The text under the cursor: an item of a pane, or the session's row. */
const textUnderCursor = (app: App): string => {
	const {pane, focus} = app.state;
	const item = focus === 'pane' ? app.pane?.items[pane!.cursor] : undefined;
	if (item?.kind === 'message') return safeLines(item.message.text);
	if (item) return safeLine(`${formatExactTime(item.entry.at)}  ${describeOperation(item.entry)}`);
	const session = app.store.session(sessionId(app)!)!;
	return usualKeys.map(key => safeLine(sessionFields[key].text(session, {}))).join('\t');
};

/** The texts that others wrote under the cursor, exactly as received. */
const rawTexts = (app: App): readonly string[] => {
	const {pane, focus} = app.state;
	const item = focus === 'pane' ? app.pane?.items[pane!.cursor] : undefined;
	if (item?.kind === 'message')
		return [item.message.author.name, item.message.text, ...(item.message.files ?? []).map(({name}) => name)];
	if (item) return [describeOperation(item.entry)];
	const {customer, channel, handler} = app.store.session(sessionId(app)!)!;
	return [customer.name, customer.number, channel.name, handler.name];
};

const showCodePoints = (app: App): void => {
	const lines = rawTexts(app)
		.filter(text => text !== '')
		.flatMap(text => [
			`“${safeLine(text)}”`,
			...codePoints(text).map(({code, sign, kind}) => `  ${code}  ${sign}  ${kind}`),
		]);
	app.update(withDialog({kind: 'code-points', lines, top: 0}));
};

export const copyActions: readonly Action[] = [
	{
		id: 'copy.id',
		title: 'Copy the session id',
		keys: ['y'],
		places: mainPlaces,
		blocker,
		run: app => copy(app, String(sessionId(app)!), `session id ${sessionId(app)!}`),
	},
	{
		id: 'copy.row',
		title: 'Copy the row, the message or the operation',
		keys: ['Y'],
		places: mainPlaces,
		blocker,
		run: app => copy(app, textUnderCursor(app), 'what is under the cursor'),
	},
	{
		id: 'code-points.open',
		title: 'Show the code points of the text',
		keys: ['X'],
		places: mainPlaces,
		blocker,
		run: showCodePoints,
	},
	...scrollActions('code-points', ({state}, dialog) => codePointsLayout(dialog, bodyOf(state.size))),
	...dialogActions('code-points', [leaving(['escape', 'q', 'X', 'enter'])]),
];
