export { createMailer, type MailOptions } from './create-mailer.js';
