import {eachStateEffect, type Effects, type MessageSet, type StateEffect, stateEffects} from './change.js';
import {type Confirmed} from './outbox/outcome.js';
import {type Handler} from './handler.js';
import {type MessageCounts} from './message.js';

/** One effect of a change, the same for each of its sessions. */
export type Effect = {readonly sessions: readonly number[]} & (
	| {readonly kind: 'moved'; readonly from: Handler; readonly to: Handler}
	| {readonly kind: StateEffect | 'purged'}
	| {
			readonly kind: 'messages-deleted' | 'messages-restored';
			readonly ids: readonly number[];
			/** The share of these messages in the session's counts. */
			readonly counts: MessageCounts;
	  }
	| {readonly kind: 'messages-purged'; readonly ids: readonly number[]}
	| ({readonly kind: 'confirmed'} & Confirmed)
	// A target was told of them, or of a part of them, or a hold keeps them: nothing in the sessions is another.
	| {readonly kind: 'told' | 'partly-told' | 'held' | 'released'}
);

/** All effects of a change on sessions: the one place to ask which it touches, and how. */
export function* effectsOn(effects: Effects): Generator<Effect, void> {
	for (const {from, to, sessions} of effects.moves ?? []) yield {kind: 'moved', from, to, sessions};
	for (const kind of stateEffects) if (effects[kind]) yield {kind, sessions: effects[kind]};
	for (const {session, ids, ...counts} of effects.messagesDeleted ?? [])
		yield {kind: 'messages-deleted', sessions: [session], ids, counts};
	for (const {session, ids, ...counts} of effects.messagesRestored ?? [])
		yield {kind: 'messages-restored', sessions: [session], ids, counts};
	for (const {sessions} of effects.purged ?? []) yield {kind: 'purged', sessions};
	for (const {session, ids} of effects.messagesPurged ?? [])
		yield {kind: 'messages-purged', sessions: [session], ids};
	for (const confirmation of effects.confirmed ?? []) yield {kind: 'confirmed', ...confirmation};
	for (const {sessions} of effects.deliveries ?? []) yield {kind: 'told', sessions};
	for (const {sessions} of effects.begun ?? []) yield {kind: 'partly-told', sessions};
	for (const kind of ['held', 'released'] as const) if (effects[kind]) yield {kind, sessions: effects[kind]};
}

/** The part of the effects that can be taken back and concerns these sessions. */
export const effectsIn = (effects: Effects, sessions: ReadonlySet<number>): Effects => {
	const meant = (ids: readonly number[]): readonly number[] => ids.filter(id => sessions.has(id));
	const meantSets = (sets: readonly MessageSet[]): readonly MessageSet[] =>
		sets.filter(({session}) => sessions.has(session));
	const {moves, messagesDeleted, messagesRestored} = effects;
	return {
		...(moves && {moves: moves.map(move => ({...move, sessions: meant(move.sessions)}))}),
		...eachStateEffect(effects, meant),
		...(messagesDeleted && {messagesDeleted: meantSets(messagesDeleted)}),
		...(messagesRestored && {messagesRestored: meantSets(messagesRestored)}),
	};
};

const silent: ReadonlySet<Effect['kind']> = new Set(['told', 'partly-told', 'confirmed', 'held', 'released']);

const isAltering = ({kind}: Effect): boolean => !silent.has(kind);

const sessionsOf = (effects: Iterable<Effect>): ReadonlySet<number> =>
	new Set([...effects].flatMap(({sessions}) => sessions));

/** Every session that the effects touch, each once: also those of which a target was told. */
export const touchedSessions = (effects: Effects): ReadonlySet<number> => sessionsOf(effectsOn(effects));

/** Every session that the effects alter, each once. */
export const alteredSessions = (effects: Effects): ReadonlySet<number> =>
	sessionsOf(effectsOn(effects).filter(isAltering));

/** Every session that the effects purge. */
export const purgedBy = ({purged = []}: Effects): readonly number[] =>
	purged.flatMap(({sessions}) => sessions);

/** Whether they take texts and names out of the files, which goes on after the change is written. */
export const isPurging = ({purged, messagesPurged}: Effects): boolean =>
	purged !== undefined || messagesPurged !== undefined;

/** Whether each effect takes something from a session that a hold has to keep. */
const isDestroying: Readonly<Record<keyof Effects, boolean>> = {
	moves: false,
	deleted: true,
	restored: false,
	closed: false,
	reopened: false,
	archived: false,
	unarchived: false,
	messagesDeleted: true,
	messagesRestored: false,
	purged: true,
	messagesPurged: true,
	held: false,
	released: false,
	deliveries: false,
	begun: false,
	confirmed: false,
};

/** Every session that the effects take something from, each once. */
export const destroyedSessions = (effects: Effects): ReadonlySet<number> => {
	const names = Object.keys(isDestroying) as readonly (keyof Effects)[];
	return touchedSessions(
		Object.fromEntries(names.filter(name => isDestroying[name]).map(name => [name, effects[name]])),
	);
};
