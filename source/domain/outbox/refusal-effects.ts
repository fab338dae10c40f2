import {takeBack} from '../act/take-back.js';
import {eachStateEffect, type Effects, stateEffects} from '../change.js';
import {type Facts} from '../facts.js';
import {type Due} from './survey.js';

/** The part of the effects that alters these sessions. */
const within = (effects: Effects, sessions: ReadonlySet<number>): Effects => {
	const isMeant = (id: number): boolean => sessions.has(id);
	const ofSessions = <Part extends {readonly session: number}>(parts: readonly Part[] = []): Part[] =>
		parts.filter(({session}) => isMeant(session));
	return {
		moves: (effects.moves ?? []).map(move => ({...move, sessions: move.sessions.filter(isMeant)})),
		...eachStateEffect(effects, those => those.filter(isMeant)),
		messagesDeleted: ofSessions(effects.messagesDeleted),
		messagesRestored: ofSessions(effects.messagesRestored),
	};
};

/** All of them as one, in which nothing is named that is empty. */
const joined = (all: readonly Effects[]): Effects => {
	const names = ['moves', ...stateEffects, 'messagesDeleted', 'messagesRestored'] as const;
	return Object.fromEntries(
		names.flatMap(name => {
			const parts = all.flatMap<unknown>(effects => effects[name] ?? []);
			return parts.length === 0 ? [] : [[name, parts]];
		}),
	);
};

/** Takes back here what a target refused to carry out: each session goes back if it is still as the change left it. */
export const takeBackRefused = (facts: Facts, refused: readonly Due[]): Effects =>
	joined(
		Array.from(
			Map.groupBy(refused, ({change}) => change.n).values(),
			those => takeBack(facts, within(those[0]!.change, new Set(those.map(({session}) => session)))).effects,
		),
	);
