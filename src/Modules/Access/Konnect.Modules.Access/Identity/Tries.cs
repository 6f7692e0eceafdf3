using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Identity;

/// <summary>Lets somebody try a password or a code, as long as neither it nor the visitor's network address failed too often.</summary>
internal sealed class Tries(AccessDbContext db, IRequestOrigin origin, AddressLimit addresses, IClock clock)
{
    /// <summary>A visitor whose address has to wait; null for who may try.</summary>
    public Error? AddressRefusal => addresses.MinutesLeft(origin.Address) is { } minutes ? new(ErrorKind.Unauthenticated, "access.address-locked", "", minutes) : null;

    /// <summary>Begins a try; refused when it has to wait.</summary>
    public async Task<Try> BeginAsync(string key, CancellationToken cancellationToken)
    {
        var brake = await db.Brakes.SingleOrDefaultAsync(b => b.Key == key, cancellationToken);
        return new(this, db, clock, key, brake);
    }

    /// <summary>A failure that is about no account.</summary>
    public void FailAddress() => addresses.Fail(origin.Address);

    /// <summary>One try.</summary>
    internal sealed class Try(Tries tries, AccessDbContext db, IClock clock, string key, SignInBrake? brake)
    {
        /// <summary>Why it must wait; null when it may go on.</summary>
        public Error? Refusal => tries.AddressRefusal
            ?? (brake?.IsLocked(clock.GetCurrentInstant()) == true ? new Error(ErrorKind.Unauthenticated, "access.sign-in-locked", "", brake.MinutesLeft(clock.GetCurrentInstant())) : null);

        /// <summary>
        /// Counts it, or forgets earlier failures when it was right, and saves all that the use case noted. A refusal when somebody tried at the same moment:
        /// without its own count an attempt gets no answer, or many at once would get many guesses.
        /// </summary>
        public async Task<Error?> SaveAsync(bool isRight, CancellationToken cancellationToken)
        {
            if (!isRight)
                await FailAsync(cancellationToken);
            else if (brake is not null)
                db.Brakes.Remove(brake);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return null;
            }
            catch (DbUpdateConcurrencyException)
            {
                return Error.Conflict("access.sign-in-busy");
            }
        }

        private async Task FailAsync(CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            if (brake is null)
            {
                db.Brakes.Add(brake = new() { Key = key });
                var forgotten = now - SignInBrake.Memory;
                db.Brakes.RemoveRange(await db.Brakes.Where(b => b.LastFailureAt < forgotten).OrderBy(b => b.LastFailureAt).Take(20).ToListAsync(cancellationToken));
            }

            brake.Fail(now);
            tries.FailAddress();
        }
    }
}
