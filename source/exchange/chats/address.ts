import {type ChannelType} from '../../domain/session.js';

/** A number or page as Twilio and those who copy it write it, without its channel. */
export interface Address {
	readonly type: ChannelType;
	readonly number: string;
}

/** `undefined` if it is an identity, by which an application names one of its own users. */
export const addressOf = (text: string): Address | undefined => {
	const [, prefix, rest] = /^(whatsapp|messenger|rcs):(.+)$/i.exec(text) ?? [];
	if (prefix !== undefined) {
		const type = prefix.toLowerCase();
		return {type: type === 'messenger' ? 'facebook' : type, number: rest!};
	}

	return /^\+?\d{3,15}$/.test(text) ? {type: 'sms', number: text} : undefined;
};
