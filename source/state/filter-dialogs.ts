import {type Site} from '../domain/site.js';
import {type Completion} from '../domain/language/complete.js';
import {type FieldName} from '../domain/language/terms.js';
import {type ListCursor} from './list-cursor.js';
import {type TextField} from './text-field.js';

/** One line of the filter form. */
export interface FormField {
	readonly field: FieldName;
	readonly label: string;
	readonly input: TextField;
	/** Values to step through with the arrows. */
	readonly choices?: readonly string[];
	readonly example: string;
}

/** What completion has made of a text; asked again, it goes on to the next option. */
export interface Completed {
	readonly completion: Completion;
	/** The text before, to which the round comes back. */
	readonly typed: TextField;
	/** The option taken; one beyond the last stands for what was typed. */
	readonly chosen: number;
	/** The text as it was left. Once that is another, something else was typed. */
	readonly field: TextField;
}

/** The filter's text being edited. */
export interface FilterDialog {
	readonly kind: 'filter';
	/** Those that it can ask for. */
	readonly sites: readonly Site[];
	readonly field: TextField;
	/** The filter to go back to, and where the cursor stood. */
	readonly before: string;
	readonly list: ListCursor;
	/** What was completed last, as long as nothing else is typed. */
	readonly completed?: Completed;
	/** How far back the user went among earlier filters; -1 stands for the typed text. */
	readonly recent: number;
	/** The text typed before the user went back. */
	readonly typed: string;
}

/** The filter as a form. */
export interface FormDialog {
	readonly kind: 'form';
	readonly fields: readonly FormField[];
	readonly cursor: number;
	/** The filter to go back to, and where the cursor stood. */
	readonly before: string;
	readonly list: ListCursor;
	/** Whether it was to be applied with a field that is wrong. */
	readonly isRefused?: boolean;
}

/** Asks for the name under which a filter is kept. */
export interface FilterNameDialog {
	readonly kind: 'filter-name';
	readonly field: TextField;
	readonly back: FilterDialog;
}
