import {Webhook} from 'standardwebhooks';
import {type Sender} from '../../source/exchange/platform/courier.js';
import {type WebAnswer, type WebRequest} from '../../source/exchange/http/network.js';

export const secret = `whsec_${Buffer.alloc(32, 'secret').toString('base64')}`;

export const platformUrl = 'https://platform.example/chats';

/** What a page says, as far as a test looks at it. */
export interface Received {
	readonly key: string;
	readonly type: string;
	readonly session: number;
	readonly transfer: number;
	readonly messages: readonly number[];
	readonly isComplete: boolean;
}

interface Body {
	readonly type: string;
	readonly data: {
		readonly session_id?: number;
		readonly session?: {readonly id: number};
		readonly transfer: number;
		readonly records?: readonly {readonly msg_id: number}[];
		readonly complete?: boolean;
	};
}

const read = ({headers, body}: WebRequest): Received => {
	const {type, data} = JSON.parse(body) as Body;
	return {
		key: headers['webhook-id']!,
		type,
		session: (data.session_id ?? data.session?.id)!,
		transfer: data.transfer,
		messages: (data.records ?? []).map(record => record.msg_id),
		isComplete: data.complete === true,
	};
};

type Answer = WebAnswer | Error;

/**
A platform that keeps every request, signed or not, and answers each as told: 200 unless `answer` says otherwise.
Waiting takes no time, but is noted.
*/
export class Platform {
	readonly requests: WebRequest[] = [];
	readonly pauses: number[] = [];
	answer: (received: Received, count: number) => Answer | Promise<Answer> = () => ({status: 200});
	/** Called at each pause. */
	onPause: () => unknown = () => undefined;

	get received(): readonly Received[] {
		return this.requests.map(read);
	}

	get areAllSigned(): boolean {
		const webhook = new Webhook(secret);
		return this.requests.every(({headers, body}) => {
			const signed = webhook.sign(
				headers['webhook-id']!,
				new Date(Number(headers['webhook-timestamp']) * 1000),
				body,
			);
			return headers['webhook-signature'] === signed;
		});
	}

	get sender(): Sender {
		return {
			environment: {CHATLOGS_PLATFORM_SECRET: secret},
			configFolder: '/nowhere',
			network: {
				post: async request => {
					this.requests.push(request);
					const answer = await this.answer(read(request), this.requests.length);
					if (answer instanceof Error) throw answer;
					return answer;
				},
				wait: async milliseconds => {
					this.pauses.push(milliseconds);
					await this.onPause();
				},
				random: () => 0,
			},
		};
	}
}
