using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.OwnProfile;

/// <summary>Keeps the sender's language and look, and shows this session and device in them at once.</summary>
internal static class ChangePreferences
{
    /// <param name="Language">A language there are texts in.</param>
    /// <param name="Theme"><c>light</c>, <c>dark</c>, or empty for the device's.</param>
    [RequiresPermission(AccessPermissions.Profile)]
    public sealed record Command(string Language, string? Theme) : IRequest<Result<Done>>;

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TextCatalog catalog)
        {
            RuleFor(c => c.Language).Must(catalog.Languages.Contains);
            RuleFor(c => c.Theme).Must(theme => theme is null or "" or "light" or "dark");
        }
    }

    public sealed class Handler(AccessDbContext db, ICurrentUser user, ISignInSession session) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Id, cancellationToken) is not { } account)
                return Error.NotFound("access.account-unknown");
            account.Language = request.Language;
            account.Theme = string.IsNullOrEmpty(request.Theme) ? null : request.Theme;
            await db.SaveChangesAsync(cancellationToken);
            session.Prefer(account);
            await session.RefreshAsync(account);
            return Done.Ok;
        }
    }
}
