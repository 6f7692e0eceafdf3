using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Access.Domain;

/// <summary>What an account can do now.</summary>
internal enum AccountState
{
    /// <summary>May sign in.</summary>
    Active,
    /// <summary>Has an invitation and no password yet.</summary>
    Invited,
    /// <summary>Has no password, and nobody has invited it yet.</summary>
    NotInvited,
    /// <summary>Has no password, and its invitation is over.</summary>
    InvitationExpired,
    /// <summary>May not sign in.</summary>
    Blocked,
}

/// <summary>Somebody who can sign in. Known by e-mail address; ASP.NET Core Identity keeps password and stamp.</summary>
internal sealed class Account : Microsoft.AspNetCore.Identity.IdentityUser<Guid>
{
    /// <summary>How long an invitation can be used.</summary>
    public static readonly Duration InvitationTime = Duration.FromDays(7);

    /// <summary>How long an invitation on paper can be used: it travels in a bag.</summary>
    public static readonly Duration LetterTime = Duration.FromDays(14);

    /// <summary>How long the link of who forgot the password can be used.</summary>
    public static readonly Duration ResetTime = Duration.FromHours(1);

    private Account()
    {
    }

    /// <summary>Opens an account that nobody can sign in to yet.</summary>
    public Account(string email, string name, Instant now)
    {
        Id = Guid.CreateVersion7();
        Email = email.Trim();
        NormalizedEmail = Normalize(email);
        Name = name.Trim();
        CreatedAt = now;
        Renew();
    }

    /// <summary>The kind of person that who signs in is in the audit trail.</summary>
    public const string Subject = "account";

    [Subject(Subject)]
    public override Guid Id { get; set; }

    [PersonalData(PersonalDataCategory.Contact, "sign-in and invitation", RetentionClass.Account)]
    public override string? Email { get; set; }

    [NotRecorded("It follows from the address.")]
    [PersonalData(PersonalDataCategory.Contact, "sign-in and invitation", RetentionClass.Account)]
    public override string? NormalizedEmail { get; set; }

    /// <summary>Name to show and to keep with what the account does.</summary>
    [PersonalData(PersonalDataCategory.Identity, "who did what", RetentionClass.Account)]
    public string Name { get; private set; } = "";

    [PersonalData(PersonalDataCategory.Credential, "sign-in", RetentionClass.Account)]
    public override string? PasswordHash { get; set; }

    /// <summary>Changes with password and rights; a session that carries an older one has ended.</summary>
    [NotRecorded("It follows from what else changes.")]
    [PersonalData(PersonalDataCategory.Credential, "end of sessions", RetentionClass.Account)]
    public override string? SecurityStamp { get; set; }

    /// <summary>SHA-256 of the invitation's token.</summary>
    [PersonalData(PersonalDataCategory.Credential, "invitation", RetentionClass.Account)]
    public string? InvitationHash { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "invitation", RetentionClass.Account)]
    public Instant? InvitedUntil { get; private set; }

    /// <summary>When the mail server took the invitation; null when it was not sent by mail.</summary>
    [PersonalData(PersonalDataCategory.Credential, "invitation", RetentionClass.Account)]
    public Instant? InvitationSentAt { get; private set; }

    /// <summary>Two letters, or null for the device's choice.</summary>
    [PersonalData(PersonalDataCategory.Identity, "language of pages and messages", RetentionClass.Account)]
    public string? Language { get; set; }

    /// <summary><c>light</c>, <c>dark</c>, or null for the device's choice.</summary>
    [PersonalData(PersonalDataCategory.Identity, "look of pages", RetentionClass.Account)]
    public string? Theme { get; set; }

    public Instant CreatedAt { get; private set; }

    [NotRecorded("The sign-in itself is recorded.")]
    [PersonalData(PersonalDataCategory.Credential, "review of access", RetentionClass.Account)]
    public Instant? LastSignInAt { get; private set; }

    [PersonalData(PersonalDataCategory.Credential, "review of access", RetentionClass.Account)]
    public Instant? BlockedAt { get; private set; }

    /// <summary>What the account may do, and where.</summary>
    public List<RoleAssignment> Assignments { get; } = [];

    /// <summary>Who of the organisation's records the account is.</summary>
    public List<AccountPerson> Persons { get; } = [];

    /// <summary>Identity's name of an account is its e-mail address.</summary>
    public override string? UserName { get => Email; set => Email = value; }

    /// <summary>Identity's name of an account is its e-mail address.</summary>
    public override string? NormalizedUserName { get => NormalizedEmail; set => NormalizedEmail = value; }

    /// <summary>The form in which e-mail addresses are compared.</summary>
    public static string Normalize(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>A name for who has none: 'fatima.demir@…' is Fatima Demir.</summary>
    public static string NameOf(string email) => string.Join(' ', email.Split('@')[0]
        .Split(['.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>Path of the page on which an invitation is used.</summary>
    public static string InvitationPath(string token) => $"/invitation/{token}";

    /// <summary>What the account can do now.</summary>
    public AccountState StateAt(Instant now) =>
        BlockedAt is not null ? AccountState.Blocked
        : PasswordHash is not null ? AccountState.Active
        : InvitedUntil is null ? AccountState.NotInvited
        : InvitedUntil > now ? AccountState.Invited
        : AccountState.InvitationExpired;

    /// <summary>Invites to choose a password, also who forgot one; an earlier invitation is over.</summary>
    /// <returns>The invitation's code, which is kept nowhere.</returns>
    public string Invite(Instant now) => Invite(now, InvitationTime, Secret.CreateShort(16));

    /// <summary>Invites by a letter on paper.</summary>
    /// <returns>The invitation's code, which is kept nowhere.</returns>
    public string InviteOnPaper(Instant now) => Invite(now, LetterTime, Secret.CreateShort(16));

    /// <summary>Notes that the mail server took the invitation.</summary>
    public void InvitationSent(Instant now) => InvitationSentAt = now;

    /// <summary>Lets who forgot the password choose another, for an hour.</summary>
    /// <returns>The token of the link, which is kept nowhere.</returns>
    public string LetReset(Instant now) => Invite(now, ResetTime, Secret.Create());

    private string Invite(Instant now, Duration time, string token)
    {
        (InvitationHash, InvitedUntil) = (Secret.HashOf(token), now + time);
        return token;
    }

    /// <summary>Takes a new password: an invitation is over, and so are all sessions.</summary>
    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        (InvitationHash, InvitedUntil) = (null, null);
        Renew();
    }

    /// <summary>Takes another name.</summary>
    public void Rename(string name) => Name = name.Trim();

    /// <summary>Takes a role that needs no place.</summary>
    public void Take(string role)
    {
        if (Assignments.Exists(a => a.Role == role))
            return;
        Assignments.Add(new() { Role = role });
        Renew();
    }

    /// <summary>Has a role at the groups that the source system names, beside those that somebody gave by hand; sessions end when that changes anything.</summary>
    /// <returns>What is taken away.</returns>
    public IReadOnlyList<RoleAssignment> WorkAt(string role, IReadOnlyCollection<string> groups)
    {
        var taken = Assignments.Where(a => a.Role == role && a.IsFromSource && !groups.Contains(a.UnitCode!)).ToList();
        var given = groups.Where(g => !Assignments.Exists(a => a.Role == role && a.UnitCode == g)).Select(g => new RoleAssignment { Role = role, UnitCode = g, IsFromSource = true }).ToList();
        Assignments.RemoveAll(taken.Contains);
        Assignments.AddRange(given);
        if (taken.Count + given.Count > 0)
            Renew();
        return taken;
    }

    /// <summary>Takes these roles away; all sessions end.</summary>
    /// <returns>What is taken away.</returns>
    public IReadOnlyList<RoleAssignment> Withdraw(IReadOnlySet<string> roles)
    {
        var taken = Assignments.Where(a => roles.Contains(a.Role)).ToList();
        Assignments.RemoveAll(taken.Contains);
        Renew();
        return taken;
    }

    /// <summary>Is these persons from now on; sessions end when that takes or gives anybody.</summary>
    /// <returns>Who is taken away.</returns>
    public IReadOnlyList<AccountPerson> Be(IEnumerable<(string Kind, Guid Key)> persons)
    {
        var wanted = persons.ToHashSet();
        var taken = Persons.Where(p => !wanted.Contains((p.Kind, p.PersonKey))).ToList();
        var given = wanted.Where(w => !Persons.Exists(p => p.Kind == w.Kind && p.PersonKey == w.Key)).Select(w => new AccountPerson { Kind = w.Kind, PersonKey = w.Key }).ToList();
        Persons.RemoveAll(taken.Contains);
        Persons.AddRange(given);
        if (taken.Count + given.Count > 0)
            Renew();
        return taken;
    }

    /// <summary>Notes a sign-in.</summary>
    public void SignedIn(Instant now) => LastSignInAt = now;

    /// <summary>Ends all sessions, an invitation too, and lets nobody in any more.</summary>
    public void Block(Instant now)
    {
        BlockedAt ??= now;
        (InvitationHash, InvitedUntil) = (null, null);
        Renew();
    }

    /// <summary>Ends all sessions; own devices are asked everything again.</summary>
    public void EndSessions() => Renew();

    /// <summary>Lets the account in again.</summary>
    public void Unblock() => BlockedAt = null;

    private void Renew() => SecurityStamp = Guid.NewGuid().ToString("N");
}
