import {type Change} from '../domain/change.js';
import {type Effect, effectsOn} from '../domain/effects.js';
import {handlerLabel} from '../domain/handler.js';
import {counted} from '../text/count.js';
import {type Column} from './print-table.js';

/** What a change did to one session. */
interface SessionEffect {
	readonly session: number;
	readonly what: string;
	readonly from?: string;
	readonly to?: string;
}

const whatOf = (effect: Effect): string => {
	switch (effect.kind) {
		case 'messages-deleted':
		case 'messages-restored':
		case 'messages-purged': {
			return `${counted(effect.ids.length, 'message')} ${effect.kind.slice('messages-'.length)}`;
		}

		case 'confirmed': {
			return 'confirmed by the PBX';
		}

		case 'partly-told': {
			return 'partly told';
		}

		default: {
			return effect.kind;
		}
	}
};

const endsOf = (effect: Effect): Pick<SessionEffect, 'from' | 'to'> =>
	effect.kind === 'moved' ? {from: handlerLabel(effect.from), to: handlerLabel(effect.to)} : {};

/** Each session of a change with what was done to it; one with several effects comes several times. */
export function* sessionEffects(change: Change): Generator<SessionEffect> {
	for (const effect of effectsOn(change)) {
		const told = {what: whatOf(effect), ...endsOf(effect)};
		for (const session of effect.sessions) yield {session, ...told};
	}
}

export const sessionEffectColumns: readonly Column<SessionEffect>[] = [
	{title: 'Session', cell: ({session}) => String(session)},
	{title: 'What', cell: ({what}) => what},
	{title: 'From', cell: ({from = ''}) => from, canShrink: true},
	{title: 'To', cell: ({to = ''}) => to, canShrink: true},
];
