import {actorLabel, type Change} from '../domain/change.js';
import {effectsOn} from '../domain/effects.js';
import {type Facts} from '../domain/facts.js';
import {parseFilter} from '../domain/language/parse.js';
import {looksIntoTrash} from '../domain/language/query.js';
import {counted, formatCount} from '../text/count.js';
import {dropMarks} from './marks.js';
import {type State, withNotice} from './state.js';

/** Ids that were marked, or that undoing a clear would mark again, and are gone: each with the change that took it. */
type Gone = ReadonlyMap<number, Change>;

const goneSessions = ({marks, filter}: State, changes: readonly Change[], facts: Facts): Gone => {
	const isTrashShown = looksIntoTrash(parseFilter(filter));
	const isMarked = (id: number): boolean => marks.ids.has(id) || marks.cleared?.has(id) === true;
	const isGone = (id: number): boolean => {
		const session = facts.session(id);
		return session === undefined || (session.deleted && !isTrashShown);
	};

	const gone = new Map<number, Change>();
	for (const change of changes) {
		for (const {kind, sessions} of effectsOn(change)) {
			if (kind !== 'deleted' && kind !== 'purged') continue;
			// It may have been restored since.
			for (const id of sessions) if (isMarked(id) && isGone(id)) gone.set(id, change);
		}
	}

	return gone;
};

const goneMessages = ({pane}: State, changes: readonly Change[], facts: Facts): Gone => {
	const gone = new Map<number, Change>();
	if (!pane || pane.marks.size === 0) return gone;
	const deleted = facts.deletedMessages(pane.session);
	for (const change of changes) {
		for (const effect of effectsOn(change)) {
			const takesAway = effect.kind === 'messages-deleted' || effect.kind === 'messages-purged';
			if (!takesAway || !effect.sessions.includes(pane.session)) continue;
			for (const id of effect.ids) if (pane.marks.has(id) && deleted.has(id)) gone.set(id, change);
		}
	}

	return gone;
};

const goneWords: ReadonlyMap<Change['kind'], string> = new Map([
	['purge', 'purged'],
	['erasing', 'erased'],
]);

/** `2 marked sessions are gone: deleted by bob.` */
const goneTexts = (changes: readonly Change[], noun: string): string[] => {
	if (changes.length === 0) return [];
	const ways = Map.groupBy(
		changes,
		change => `${goneWords.get(change.kind) ?? 'deleted'} by ${actorLabel(change)}`,
	);
	const told = Array.from(ways, ([way, {length}]) =>
		ways.size === 1 ? way : `${formatCount(length)} ${way}`,
	);
	const what = `${counted(changes.length, `marked ${noun}`)} ${changes.length === 1 ? 'is' : 'are'} gone`;
	return [`${what}: ${told.join(', ')}.`];
};

/**
Drops the marks of what these changes took away: sessions that were purged or moved to the trash (unless the filter
looks there), and deleted messages of the pane. A notice names what others took away.
@param changes the changes that the store took in since the last call, oldest first
@param isOwn whether the user made the change here, and so needs no notice
*/
export const withoutGoneMarks = (
	state: State,
	changes: readonly Change[],
	facts: Facts,
	isOwn: (change: Change) => boolean,
): State => {
	const sessions = goneSessions(state, changes, facts);
	const messages = goneMessages(state, changes, facts);
	if (sessions.size === 0 && messages.size === 0) return state;
	const marks = dropMarks(state.marks, sessions);
	const {pane} = state;
	const left: State = {
		...state,
		marks,
		onlyMarked: state.onlyMarked && marks.ids.size > 0,
		...(pane && {pane: {...pane, marks: new Set([...pane.marks].filter(id => !messages.has(id)))}}),
	};
	const byOthers = (gone: Gone, marked: ReadonlySet<number> = new Set()): Change[] =>
		[...gone].flatMap(([id, change]) => (marked.has(id) && !isOwn(change) ? [change] : []));
	const told = [
		...goneTexts(byOthers(sessions, state.marks.ids), 'session'),
		...goneTexts(byOthers(messages, pane?.marks), 'message'),
	];
	return told.length === 0 ? left : withNotice('refused', told.join(' '))(left);
};
