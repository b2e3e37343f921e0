import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { JsonBodies } from '../http/json-bodies.js';
import { validated } from '../http/validation.js';
import {
  ChangePasswordBody,
  EmailBody,
  LoginBody,
  RefreshBody,
  ResetBody,
  SignupBody,
  TokenBody,
} from './auth.bodies.js';
import { Limited, PersonsOnly, Public } from './decorators.js';
import { SessionService } from './session.service.js';
import { SignupService } from './signup.service.js';

@Controller('api/auth')
export class AuthController {
  constructor(
    @Inject(SignupService) private readonly people: SignupService,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(JsonBodies) private readonly bodies: JsonBodies,
  ) {}

  @Post('signup')
  @Public()
  @Limited('authentication')
  @HttpCode(201)
  async signUp(@Req() request: FastifyRequest) {
    return this.people.signUp(await this.bodies.read(request, SignupBody));
  }

  @Post('login')
  @Public()
  @Limited('authentication')
  @HttpCode(200)
  async logIn(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.sessions.logIn(await this.bodies.read(request, LoginBody), reply);
  }

  @Post('refresh')
  @Public()
  @Limited('refresh')
  @HttpCode(200)
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.sessions.refresh(request, await this.bodies.readOptional(request, RefreshBody), reply);
  }

  @Post('logout')
  @Public()
  @Limited('refresh')
  @HttpCode(204)
  async logOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { refresh_token } = await this.bodies.readOptional(request, RefreshBody);
    await this.sessions.logOut(request, refresh_token, reply);
  }

  @Get('me')
  @PersonsOnly()
  @Limited('tracker')
  me(@Req() request: FastifyRequest) {
    return this.sessions.me(request);
  }

  /** The link of the mail. */
  @Get('verify')
  @Public()
  @Limited('authentication')
  async open(@Query(validated(TokenBody)) { token }: TokenBody, @Res({ passthrough: true }) reply: FastifyReply) {
    return sendOn(reply, await this.people.confirm(token));
  }

  @Post('verify')
  @Public()
  @Limited('authentication')
  @HttpCode(200)
  async confirm(@Req() request: FastifyRequest) {
    await this.people.confirm((await this.bodies.read(request, TokenBody)).token);
    return { message: CONFIRMED };
  }

  @Post('verify/resend')
  @Public()
  @Limited('authentication')
  @HttpCode(202)
  async resend(@Req() request: FastifyRequest) {
    return this.people.resendConfirmation(await this.bodies.read(request, EmailBody));
  }

  @Post('password/forgot')
  @Public()
  @Limited('authentication')
  @HttpCode(202)
  async forgot(@Req() request: FastifyRequest) {
    return this.people.forgotPassword(await this.bodies.read(request, EmailBody));
  }

  @Post('password/reset')
  @Public()
  @Limited('authentication')
  @HttpCode(200)
  async reset(@Req() request: FastifyRequest) {
    return this.people.resetPassword(await this.bodies.read(request, ResetBody));
  }

  @Post('password/change')
  @PersonsOnly()
  @Limited('authentication')
  @HttpCode(200)
  async change(@Req() request: FastifyRequest) {
    return this.sessions.changePassword(request, await this.bodies.read(request, ChangePasswordBody));
  }
}

const CONFIRMED = 'Your e-mail address is confirmed; log in.';

function sendOn(reply: FastifyReply, { redirectTo }: { readonly redirectTo: string | null }) {
  if (!redirectTo) return { message: CONFIRMED };
  reply.code(303).header('location', redirectTo);
  return undefined;
}
