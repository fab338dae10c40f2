import {type Change} from '../change.js';
import {type Outbox} from './outbox.js';

/** The news of one session that a target has to be told. */
export interface Due {
	readonly session: number;
	/** The change that it is told of. */
	readonly change: Change;
	/** Whether it is in the journal already that the target took a part of it. */
	readonly hasBegun?: boolean;
	/** Why the target refused to be told of it before, if it did. */
	readonly failure?: string;
}

/** All that a target has to be told, as the journal says at present. */
export interface Dues<Told extends Due> {
	/** The sessions of which something may be due. */
	readonly outbox: Outbox;
	/** The next that is due of a session, with `again` also what was refused; `undefined` if there is nothing. */
	readonly due: (session: number, again?: boolean) => Told | undefined;
}

export interface OutboxSurvey<Told extends Due = Due> {
	/** The next piece of news of each session that the target has still to be told of. */
	readonly waiting: readonly Told[];
	/** News that it refused, each with the reason, of sessions that do not wait. */
	readonly failed: readonly Told[];
}

/** The state of the sessions in an outbox. */
export const surveyOutbox = <Told extends Due>(dues: Dues<Told>): OutboxSurvey<Told> => {
	const waiting: Told[] = [];
	const failed: Told[] = [];
	for (const id of dues.outbox.keys()) {
		const next = dues.due(id);
		const again = next ?? dues.due(id, true);
		if (again) (next ? waiting : failed).push(again);
	}

	return {waiting, failed};
};
