using System.Text.Json;
using System.Text.Json.Nodes;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>What a browser is asked to do with a passkey.</summary>
internal enum PasskeyUse
{
    /// <summary>Find out who signs in.</summary>
    SignIn,
    /// <summary>Prove to be an account that is known.</summary>
    Prove,
    /// <summary>Make one.</summary>
    Add,
}

/// <summary>The conversation with a browser about passkeys: a question in the page, and the answer in its form.</summary>
internal interface IPasskeyCeremony
{
    /// <summary>The question, for the page; its answer repeats what is encrypted in it.</summary>
    /// <param name="use">What it is about.</param>
    /// <param name="account">Whom it is about; null while nobody is known.</param>
    Task<string> AskAsync(PasskeyUse use, Account? account);

    /// <summary>The passkey that was made for an account; null when the answer is not good.</summary>
    Task<UserPasskeyInfo?> MadeAsync(string answer, Account account);

    /// <summary>Whose passkey answered; null when the answer is not good, or was given before. That it was used is to be saved.</summary>
    /// <param name="answer">What the browser sent.</param>
    /// <param name="account">Who must have answered; null for anybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Account?> UsedAsync(string answer, Account? account, CancellationToken cancellationToken);
}

/// <summary>
/// The conversation by Identity's handler of passkeys. What it must remember travels encrypted in the question and the answer: pages that are open, or fetched
/// ahead, side by side do not disturb each other.
/// </summary>
internal sealed class PasskeyCeremony(AccessDbContext db, IPasskeyHandler<Account> handler, IHttpContextAccessor http, IDataProtectionProvider protection, IClock clock) : IPasskeyCeremony
{
    private const string State = "state";

    private static readonly Duration Time = Duration.FromMinutes(15);

    private readonly IDataProtector protector = protection.CreateProtector("konnect.passkey");

    public async Task<string> AskAsync(PasskeyUse use, Account? account)
    {
        var context = http.HttpContext!;
        string options;
        string? state;
        if (use == PasskeyUse.Add)
        {
            var made = await handler.MakeCreationOptionsAsync(new() { Id = account!.Id.ToString(), Name = account.Email!, DisplayName = account.Name }, context);
            (options, state) = (made.CreationOptionsJson, made.AttestationState);
        }
        else
        {
            var made = await handler.MakeRequestOptionsAsync(account, context);
            (options, state) = (made.RequestOptionsJson, made.AssertionState);
        }

        var question = JsonNode.Parse(options)!.AsObject();
        question[State] = protector.Protect(JsonSerializer.Serialize(new Kept(use, account?.Id, state ?? "", clock.GetCurrentInstant().ToUnixTimeTicks())));
        return question.ToJsonString();
    }

    public async Task<UserPasskeyInfo?> MadeAsync(string answer, Account account)
    {
        if (Open(answer, PasskeyUse.Add, account.Id) is not var (credential, kept))
            return null;
        var result = await handler.PerformAttestationAsync(new() { HttpContext = http.HttpContext!, CredentialJson = credential, AttestationState = kept.State });
        return result.Succeeded && result.UserEntity.Id == account.Id.ToString() ? result.Passkey : null;
    }

    public async Task<Account?> UsedAsync(string answer, Account? account, CancellationToken cancellationToken)
    {
        if (Open(answer, account is null ? PasskeyUse.SignIn : PasskeyUse.Prove, account?.Id) is not var (credential, kept))
            return null;
        var result = await handler.PerformAssertionAsync(new() { HttpContext = http.HttpContext!, CredentialJson = credential, AssertionState = kept.State });
        // Who answered since this was asked has used the answer up.
        if (!result.Succeeded || (account is not null && result.User.Id != account.Id)
            || await db.Passkeys.SingleOrDefaultAsync(p => p.AccountId == result.User.Id && p.CredentialId == result.Passkey.CredentialId, cancellationToken) is not { } passkey
            || passkey.LastUsedAt > Instant.FromUnixTimeTicks(kept.AskedAt))
            return null;
        passkey.Used(result.Passkey.SignCount, result.Passkey.IsBackedUp, clock.GetCurrentInstant());
        return result.User;
    }

    /// <summary>What the browser said, and what was asked of it; null when that was something else, too long ago, or nothing of ours.</summary>
    private (string Credential, Kept Kept)? Open(string answer, PasskeyUse use, Guid? account)
    {
        try
        {
            if (JsonNode.Parse(answer) is not JsonObject said || (string?)said[State] is not { } state)
                return null;
            said.Remove(State);
            var kept = JsonSerializer.Deserialize<Kept>(protector.Unprotect(state))!;
            var isYoung = clock.GetCurrentInstant() - Instant.FromUnixTimeTicks(kept.AskedAt) < Time;
            return isYoung && kept.Use == use && kept.Account == account ? (said.ToJsonString(), kept) : null;
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Kept(PasskeyUse Use, Guid? Account, string State, long AskedAt);
}
