using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using Konnect.Modules.Access.Reports;
using Konnect.Modules.Access.SigningIn;
using Konnect.Modules.Access.Tablets;
using Konnect.Modules.Access.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Konnect.Modules.Access;

/// <summary>Accounts, sign-in, roles and tokens: who may use the system.</summary>
public sealed class AccessModule : IModule, INavigationSource, IEndpointSource, ICommandSource
{
    // Whoever sends a request: somebody who signed in, before an inspector on a visit, before a group tablet.
    private const string AnyScheme = "Konnect";

    /// <inheritdoc/>
    public string Name => "access";

    /// <inheritdoc/>
    public IReadOnlyList<Permission> Permissions => AccessPermissions.All;

    /// <inheritdoc/>
    public IReadOnlyList<NavigationItem> Navigation =>
    [
        new("access.tokens.nav", "/tokens", "key", 80, AccessPermissions.ManageTokens),
        new("access.reports.nav", "/reports", "chart", 81, AccessPermissions.ManageTokens),
        new("access.accounts.nav", "/accounts", "lock", 90, AccessPermissions.ManageAccounts),
        new("access.invitations.nav", "/invitations", "mail", 89, AccessPermissions.Invite),
        new("access.tablets.nav", "/tablets", "tablet", 91, AccessPermissions.ManageTablets),
        new("access.inspections.nav", "/inspections", "key", 88, AccessPermissions.GiveInspection),
        new("system.nav", "/system", "settings", 95, AccessPermissions.ManageSystem),
    ];

    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddModuleDbContext<AccessDbContext, SqliteAccessDbContext, PostgresAccessDbContext>();

        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddIdentityCore<Account>().AddClaimsPrincipalFactory<AccountClaims>();
        services.AddSingleton<PasswordCost>();
        services.AddHostedService(sp => sp.GetRequiredService<PasswordCost>());
        services.AddOptions<PasswordHasherOptions>().Configure<PasswordCost>((o, cost) => o.IterationCount = cost.Rounds);
        services.AddScoped<Passwords>();
        services.AddScoped<Tries>();
        services.AddScoped<Factors>();
        services.AddScoped<HolderList>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(o => (o.UserVerificationRequirement, o.ResidentKeyRequirement) = ("required", "required"));
        services.AddScoped<IPasskeyCeremony, PasskeyCeremony>();
        services.AddScoped<TabletDevice>();
        services.AddScoped<ITabletDevice>(sp => sp.GetRequiredService<TabletDevice>());
        services.AddScoped<InspectionDevice>();
        services.AddScoped<IInspectionDevice>(sp => sp.GetRequiredService<InspectionDevice>());
        services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, o => o.ForwardDefaultSelector = context =>
                DatabaseFault.IsTold(context) ? NobodyScheme.Name
                : SignInSession.IsNamedIn(context) ? IdentityConstants.ApplicationScheme
                : InspectionDevice.IsNamedIn(context) ? InspectionDevice.Scheme
                : TabletDevice.IsNamedIn(context) ? TabletDevice.Scheme
                : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, InspectionScheme>(InspectionDevice.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, TabletScheme>(TabletDevice.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, NobodyScheme>(NobodyScheme.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme).AddCookie(SignInSession.HalfScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IClock>(SignInSession.Configure);
        services.AddOptions<CookieAuthenticationOptions>(SignInSession.HalfScheme).Configure<IClock>(SignInSession.ConfigureHalf);
        services.AddScoped<ISignInSession, SignInSession>();
        services.AddScoped<ShownOnce>();
        services.AddScoped<IDemonstration, DemoAccounts>();
        services.AddScoped<ITrailSubjects, AccountSubjects>();
        services.AddHostedService<SourceWatch>();

        services.AddSingleton<AccountLetters>();
        services.AddSingleton<IAccountLetters>(sp => sp.GetRequiredService<AccountLetters>());
        services.AddHostedService(sp => sp.GetRequiredService<AccountLetters>());

        services.AddScoped<IApiTokens, ApiTokens>();
        services.AddSingleton<TokenUses>();
        services.AddSingleton<TokenRefusals>();
        services.AddSingleton<PageRefusals>();
        services.AddSingleton<IPageRefusals>(sp => sp.GetRequiredService<PageRefusals>());
        services.AddSingleton(new RecordedKind(PageRefusals.Kind));
        services.AddSingleton(new RecordedKind(ReportingTrail.Kind));
        services.AddSingleton(new RecordedKind(TokenRefusals.Kind));
        services.AddHostedService(sp => sp.GetRequiredService<TokenUses>());
        services.AddSingleton<ReportingTrail>();
        services.AddSingleton<IReportingTrail>(sp => sp.GetRequiredService<ReportingTrail>());
        services.AddHostedService(sp => sp.GetRequiredService<ReportingTrail>());

        services.AddDataProtection().SetApplicationName("konnect");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();

        services.AddSingleton<SetUpCode>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<IPageGate>(sp => sp.GetRequiredService<FirstRun>());
        services.AddHostedService(sp => sp.GetRequiredService<FirstRun>());
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        SignOutEndpoint.Map(endpoints);
        TabletAwake.Map(endpoints);
        ConnectionFile.Map(endpoints);
        ExcelFile.Map(endpoints);
        SetDownload.Map(endpoints);
    }

    /// <inheritdoc/>
    public IEnumerable<Command> Commands(CommandRunner runner) => [UserCommand.Create(runner), TokenCommand.Create(runner)];
}
