import {type ExportFormat} from '../domain/export-format.js';

/** An order to export: the content and the place. */
export interface ExportOrder {
	readonly sessions: readonly number[];
	readonly format: ExportFormat;
	/** The whole path. */
	readonly file: string;
	/** Whether an existing file may be replaced. */
	readonly mayReplace: boolean;
}
