import {columnFields, type ColumnKey} from '../domain/column-fields.js';
import {type Absence} from '../domain/find/on-pbx.js';
import {handlerLabel} from '../domain/handler.js';
import {type Session} from '../domain/session.js';
import {columnGap, type ExtraWidth, fitColumns, type FittedColumn} from '../domain/session-columns.js';
import {type FieldContext} from '../domain/session-fields.js';
import {displayWidth, fitCell} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {signs} from './signs.js';
import {type Role, styled, theme} from './theme.js';

/** The most cells for a sign in words: it is cut rather than costing a column. */
const signLimit = 9;

const signCells: Partial<Readonly<Record<ColumnKey, number>>> = {
	handler: Math.min(signLimit, signs.deletedOwner.length),
	status: signs.open.length,
	messages: signs.failed.length,
};

/** The columns of the list, in which ids have so many digits. */
export const listColumns = (
	width: number,
	chosen: readonly ColumnKey[] | undefined,
	digits: number,
): readonly FittedColumn[] => {
	const extraWidth: ExtraWidth = key =>
		key === 'id' ? Math.max(4, digits) - columnFields.id.width : (signCells[key] ?? 0);
	return fitColumns(width, chosen, extraWidth);
};

export const headingText = (fitted: readonly FittedColumn[]): string =>
	fitted
		.map(({key, width}) => fitCell(columnFields[key].title, width, columnFields[key].align))
		.join(columnGap);

/** What a row tells besides its session. */
export interface RowFacts extends Pick<FieldContext, 'ownId'> {
	/** In Unix seconds. */
	readonly now: number;
	readonly isOrphaned: boolean;
	readonly isPending: boolean;
	readonly isHeld: boolean;
	readonly absence?: Absence['kind'] | undefined;
}

interface Cell {
	readonly text: string;
	readonly role?: Role;
}

/** Whether the signs are words. */
const areWords = signs.deletedOwner.includes('deleted');

/**
The handler, with signs of what there is about the session. That its owner was deleted, or that the PBX does not have it,
is told by a word as well where there is room.
*/
const handlerCell = (
	{handler}: Session,
	width: number,
	{isOrphaned, isPending, isHeld, absence}: RowFacts,
): Cell => {
	const before = [
		isHeld ? signs.held : '',
		isPending ? signs.pending : '',
		absence ? signs[absence] : '',
		isOrphaned ? signs.deletedOwner : '',
	].join('');
	const text = safeLine(before + handlerLabel(handler));
	const words = [...(isOrphaned ? ['deleted'] : []), ...(absence ? [absence] : [])].join(', ');
	const withWords = words === '' || areWords ? text : `${text} (${words})`;
	return {
		text: displayWidth(withWords) > width ? text : withWords,
		...(isOrphaned && {role: 'orphaned'}),
	};
};

const cellOf = (session: Session, {key, width}: FittedColumn, facts: RowFacts): Cell => {
	switch (key) {
		case 'handler': {
			return handlerCell(session, width, facts);
		}

		case 'status': {
			return {text: signs[session.status] + session.status, role: session.status};
		}

		case 'messages': {
			const text = String(session.messages);
			return session.failed > 0 ? {text: signs.failed + text, role: 'failed'} : {text};
		}

		default: {
			const {text, shortText} = columnFields[key];
			const whole = safeLine(text(session, facts));
			const isShort = shortText !== undefined && displayWidth(whole) > width;
			return {text: isShort ? safeLine(shortText(session, width)) : whole};
		}
	}
};

/** The styled cells of a session: safe for the terminal, and each exactly as wide as its column. */
export const cellTexts = (
	session: Session,
	fitted: readonly FittedColumn[],
	facts: RowFacts,
): readonly string[] =>
	fitted.map(column => {
		const {text, role} = cellOf(session, column, facts);
		const cell = fitCell(text, column.width, columnFields[column.key].align);
		return role ? styled(cell, theme[role]) : cell;
	});
