/** The PBX's codes of why a message was not sent (Yeastar developer guide, event "message sending result"), in words. */
const sendErrors = new Map([
	['invalid_webhook_request', 'invalid webhook request'],
	['unsupported_callback_type', 'unsupported type of callback'],
	['resource_not_found', 'resource not found'],
	['invalid_did_number', 'invalid number of the channel'],
	['auth_fail', 'authentication failed'],
	['auth_not_exit', 'no authentication'],
	['request_fail', 'request failed'],
	['send_fail', 'sending failed'],
	['exceeds_size_limit', 'too large'],
	['too_many_request', 'too many requests'],
	['unsupport_media_type', 'unsupported type of file'],
	['invalid_param', 'invalid parameter'],
	['invalid_phone_number', 'invalid phone number'],
	['exceeds_time_limit', 'time limit exceeded'],
	['service_unavailable', 'service unavailable'],
	['service_error', 'service error'],
	['unknown_error', 'unknown error'],
	['template_not_exist', 'no such template'],
	['msg_exceed', 'too many messages'],
]);

/**
Why a message was not sent, as a person reads it: `too large`. Takes what `Message.error` holds: a code, a provider's
own words, or both with a colon between. Unknown codes and the provider's words stay as they came, so the result is not
yet safe for a terminal.
*/
export const describeSendError = (error: string): string =>
	error.replace(/^\w+(?=$|: )/, code => sendErrors.get(code) ?? code);
