import {type ExportFormat} from '../domain/export-format.js';

/** What to export, and where to. */
export interface ExportOrder {
	readonly sessions: readonly number[];
	readonly format: ExportFormat;
	/** The whole path. */
	readonly file: string;
	/** Whether an existing file may be replaced. */
	readonly mayReplace: boolean;
}
