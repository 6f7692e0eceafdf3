using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Sinful.Contracts;

/// <summary>A question that asks for a framework.</summary>
public interface Framed
{
    DbContext Open();
}
