import {type Act} from '../../domain/act/act.js';
import {type StoreMarks} from '../../domain/site.js';

/** What an act would do in one site, in short. */
export interface SitePlan {
	readonly kind: Act['kind'];
	/** The store that it was planned in. */
	readonly marks: StoreMarks;
	/** When it was asked for, in Unix seconds: what the times in its filter mean. */
	readonly askedAt: number;
	/** The digest of all that would be written. */
	readonly digest: string;
	readonly hits: number;
	readonly alreadySo: number;
	/** Each reason, with the sessions that it holds for. */
	readonly refused: readonly string[];
	readonly remark?: string | undefined;
	/** Whether it can never be taken back. */
	readonly isFinal: boolean;
}

/** A plan that somebody agreed to. */
export interface AgreedPlan extends Pick<SitePlan, 'marks' | 'askedAt'> {
	/** Missing if they agreed to whatever is hit when it is carried out. */
	readonly digest?: string;
}
