import {messageDeletionBlocker} from '../domain/act/deletion.js';
import {counted} from '../text/count.js';
import {addMarks, clearMarks, invertMarks, toggleMark} from '../state/marks.js';
import {moveCursor, rangeIds} from '../state/settle.js';
import {movePane} from '../state/pane-moves.js';
import {type State, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {loadingBlocker} from './blockers.js';
import {sessionUnderCursor} from './targets.js';

const idsOf = (app: App): number[] => Array.from(app.list.rows, row => app.store.table.idOf(row));

const emptyListBlocker = (app: App): string | undefined =>
	sessionUnderCursor(app) === undefined ? 'There is no session to mark.' : undefined;

const keepRange = (app: App, state: State): State => ({
	...state,
	marks: addMarks(state.marks, rangeIds(state, app.list, app.store.table)),
	rangeFrom: undefined,
});

const mark = (app: App): void =>
	app.update(state => {
		if (state.rangeFrom !== undefined) return keepRange(app, state);
		const marked = {...state, marks: toggleMark(state.marks, sessionUnderCursor(app)!)};
		return moveCursor(marked, app.list, app.store.table, 1);
	});

const startRange = (state: State): State => ({...state, rangeFrom: state.rangeFrom ?? state.list.cursor});

const extendRange = (app: App, by: number): void =>
	app.update(state => moveCursor(startRange(state), app.list, app.store.table, by));

const messageBlocker = ({state, pane}: App): string | undefined => {
	const item = pane?.items[state.pane!.cursor];
	if (item?.kind !== 'message') return 'Operations cannot be marked.';
	return messageDeletionBlocker(item.message, pane!.session!);
};

const markMessage = (app: App): void => {
	const item = app.pane!.items[app.state.pane!.cursor];
	if (item?.kind !== 'message') return;
	app.update(state => {
		const marks = toggleMark({ids: state.pane!.marks}, item.message.id).ids;
		return movePane({...state, pane: {...state.pane!, marks}}, app.pane!, 1);
	});
};

const markAllMessages = (app: App): void =>
	app.update(state => {
		const messages = app.pane!.items.flatMap(item => (item.kind === 'message' ? [item.message] : []));
		const session = app.pane!.session!;
		const deletable = messages.filter(message => messageDeletionBlocker(message, session) === undefined);
		const kept = messages.length - deletable.length;
		const text = `Marked ${counted(deletable.length, 'message')}${kept > 0 ? `; ${kept} from the PBX cannot be deleted` : ''}.`;
		return withNotice(
			'done',
			text,
		)({...state, pane: {...state.pane!, marks: new Set(deletable.map(({id}) => id))}});
	});

const clear = (app: App, state: State): State => {
	const marks = clearMarks(state.marks);
	const cleared = state.marks.ids.size;
	const text =
		marks.ids.size > 0
			? `${counted(marks.ids.size, 'mark')} brought back.`
			: `${counted(cleared, 'mark')} cleared; ${app.keymap.keyOf('marks.clear')} brings ${cleared === 1 ? 'it' : 'them'} back.`;
	return withNotice('done', text)({...state, marks, onlyMarked: false, rangeFrom: undefined});
};

export const markActions: readonly Action[] = [
	{
		id: 'session.mark',
		title: 'Mark and go down; in a range: keep it',
		keys: ['space'],
		places: ['list'],
		hint: 'mark',
		blocker: emptyListBlocker,
		run: mark,
	},
	{
		id: 'range.start',
		title: 'Mark a range: start here, move, then mark it or go back',
		keys: ['v'],
		places: ['list'],
		blocker: emptyListBlocker,
		run: app => app.update(startRange),
	},
	{
		id: 'range.up',
		title: 'Range up',
		keys: ['shift-up'],
		places: ['list'],
		blocker: emptyListBlocker,
		run: app => extendRange(app, -1),
	},
	{
		id: 'range.down',
		title: 'Range down',
		keys: ['shift-down'],
		places: ['list'],
		blocker: emptyListBlocker,
		run: app => extendRange(app, 1),
	},
	{
		id: 'marks.all',
		title: 'Mark all that match',
		keys: ['ctrl-a', '*'],
		places: ['list'],
		blocker: app => loadingBlocker(app) ?? emptyListBlocker(app),
		run: app =>
			app.update(state => ({...state, marks: addMarks(state.marks, idsOf(app)), rangeFrom: undefined})),
	},
	{
		id: 'marks.invert',
		title: 'Invert the marks of all that match',
		keys: ['i'],
		places: ['list'],
		blocker: app => loadingBlocker(app) ?? emptyListBlocker(app),
		run: app =>
			app.update(state => ({...state, marks: invertMarks(state.marks, idsOf(app)), rangeFrom: undefined})),
	},
	{
		id: 'marks.show',
		title: 'Show only the marked sessions, or again all that match',
		keys: ['s'],
		places: ['list'],
		blocker: ({state}) =>
			state.marks.ids.size === 0 && !state.onlyMarked ? 'Nothing is marked.' : undefined,
		run: app => app.update(state => ({...state, onlyMarked: !state.onlyMarked, rangeFrom: undefined})),
	},
	{
		id: 'marks.clear',
		title: 'Clear the marks; again brings them back',
		keys: ['M'],
		places: ['list'],
		blocker: ({state}) =>
			state.marks.ids.size === 0 && !state.marks.cleared ? 'Nothing is marked.' : undefined,
		run: app => app.update(state => clear(app, state)),
	},
	{
		id: 'message.mark',
		title: 'Mark the message and go down',
		keys: ['space'],
		places: ['messages'],
		hint: 'mark',
		blocker: messageBlocker,
		run: markMessage,
	},
	{
		id: 'messages.mark-all',
		title: 'Mark all messages that can be deleted',
		keys: ['ctrl-a', '*'],
		places: ['messages'],
		run: markAllMessages,
	},
	{
		id: 'messages.clear-marks',
		title: 'Clear the marks of messages',
		keys: ['M'],
		places: ['messages'],
		blocker: ({state}) => (state.pane?.marks.size === 0 ? 'Nothing is marked.' : undefined),
		run: app => app.update(state => ({...state, pane: {...state.pane!, marks: new Set()}})),
	},
];
