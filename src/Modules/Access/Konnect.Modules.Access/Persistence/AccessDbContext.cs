using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Access.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Konnect.Modules.Access.Persistence;

internal abstract class AccessDbContext(DbContextOptions options) : ModuleDbContext(options, "access")
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<RoleAssignment> Assignments => Set<RoleAssignment>();

    public DbSet<AccountPerson> Persons => Set<AccountPerson>();

    public DbSet<Tablet> Tablets => Set<Tablet>();

    public DbSet<Pin> Pins => Set<Pin>();

    public DbSet<InspectionGrant> InspectionGrants => Set<InspectionGrant>();

    public DbSet<InspectionVisit> InspectionVisits => Set<InspectionVisit>();

    public DbSet<SignInBrake> Brakes => Set<SignInBrake>();

    public DbSet<ApiToken> Tokens => Set<ApiToken>();

    public DbSet<RecordedRead> Reads => Set<RecordedRead>();

    public DbSet<AccountSession> Sessions => Set<AccountSession>();

    public DbSet<Authenticator> Authenticators => Set<Authenticator>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<AccessReview> Reviews => Set<AccessReview>();
}

internal sealed class SqliteAccessDbContext(DbContextOptions<SqliteAccessDbContext> options) : AccessDbContext(options);

internal sealed class PostgresAccessDbContext(DbContextOptions<PostgresAccessDbContext> options) : AccessDbContext(options);

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasIndex(a => a.NormalizedEmail).IsUnique();
        builder.HasIndex(a => a.InvitationHash).IsUnique();
        builder.Property(a => a.Email).IsRequired();
        builder.Property(a => a.NormalizedEmail).IsRequired();
        builder.Property(a => a.SecurityStamp).IsRequired();
        builder.HasMany(a => a.Persons).WithOne().HasForeignKey(p => p.AccountId);
        builder.HasMany(a => a.Assignments).WithOne().HasForeignKey(a => a.AccountId);
        // Of Identity's user: the address is the name, the brake has its own table, and what nobody uses has no column.
        builder.Ignore(a => a.UserName).Ignore(a => a.NormalizedUserName).Ignore(a => a.EmailConfirmed).Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed)
            .Ignore(a => a.TwoFactorEnabled).Ignore(a => a.LockoutEnabled).Ignore(a => a.LockoutEnd).Ignore(a => a.AccessFailedCount).Ignore(a => a.ConcurrencyStamp);
    }
}

internal sealed class RoleAssignmentConfiguration : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> builder)
    {
        builder.ToTable("role_assignments");
        // Made by the entity: one that is added to a known account is new.
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.AccountId, a.Role, a.LocationCode, a.UnitCode }).IsUnique();
    }
}

internal sealed class SignInBrakeConfiguration : IEntityTypeConfiguration<SignInBrake>
{
    public void Configure(EntityTypeBuilder<SignInBrake> builder)
    {
        builder.ToTable("sign_in_brakes");
        builder.HasKey(b => b.Key);
        builder.HasIndex(b => b.LastFailureAt);
        builder.Property(b => b.Version).IsConcurrencyToken();
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.Ignore(t => t.Access);
    }
}

internal sealed class RecordedReadConfiguration : IEntityTypeConfiguration<RecordedRead>
{
    public void Configure(EntityTypeBuilder<RecordedRead> builder)
    {
        builder.ToTable("feed_reads");
        // Listed by token, newest first; removed by time.
        builder.HasIndex(r => new { r.TokenId, r.At });
        builder.HasIndex(r => r.At);
    }
}

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("sessions");
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        builder.HasIndex(s => s.DeviceHash).IsUnique();
        builder.HasIndex(s => s.EndsAt);
    }
}

internal sealed class AuthenticatorConfiguration : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("authenticators");
        builder.HasKey(a => a.AccountId);
        builder.HasOne<Account>().WithOne().HasForeignKey<Authenticator>(a => a.AccountId);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys");
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        builder.HasIndex(p => p.CredentialId).IsUnique();
    }
}

internal sealed class AccessReviewConfiguration : IEntityTypeConfiguration<AccessReview>
{
    public void Configure(EntityTypeBuilder<AccessReview> builder)
    {
        builder.ToTable("access_reviews");
        builder.HasIndex(r => r.ReviewedAt);
    }
}

internal sealed class AccountPersonConfiguration : IEntityTypeConfiguration<AccountPerson>
{
    public void Configure(EntityTypeBuilder<AccountPerson> builder)
    {
        builder.ToTable("account_persons");
        builder.HasKey(p => new { p.AccountId, p.Kind, p.PersonKey });
        builder.HasIndex(p => new { p.Kind, p.PersonKey });
    }
}

internal sealed class PinConfiguration : IEntityTypeConfiguration<Pin>
{
    public void Configure(EntityTypeBuilder<Pin> builder)
    {
        builder.ToTable("pins");
        builder.HasKey(p => p.AccountId);
        builder.HasOne<Account>().WithOne().HasForeignKey<Pin>(p => p.AccountId);
    }
}

internal sealed class TabletConfiguration : IEntityTypeConfiguration<Tablet>
{
    public void Configure(EntityTypeBuilder<Tablet> builder)
    {
        builder.ToTable("tablets");
        builder.HasIndex(t => t.CodeHash).IsUnique();
        builder.HasIndex(t => t.SecretHash).IsUnique();
        builder.Ignore(t => t.Scope);
    }
}

internal sealed class InspectionConfiguration : IEntityTypeConfiguration<InspectionGrant>, IEntityTypeConfiguration<InspectionVisit>
{
    public void Configure(EntityTypeBuilder<InspectionGrant> builder)
    {
        builder.ToTable("inspection_grants");
        builder.HasIndex(g => g.Hash).IsUnique();
        builder.HasIndex(g => g.LocationCode);
        builder.Ignore(g => g.Title).Ignore(g => g.Scope);
    }

    public void Configure(EntityTypeBuilder<InspectionVisit> builder)
    {
        builder.ToTable("inspection_visits");
        builder.HasOne<InspectionGrant>().WithMany().HasForeignKey(v => v.GrantId);
        builder.HasIndex(v => v.SecretHash).IsUnique();
        builder.HasIndex(v => v.EndsAt);
    }
}
