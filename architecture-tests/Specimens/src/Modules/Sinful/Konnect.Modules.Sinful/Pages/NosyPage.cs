using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Sinful.Domain;
using Konnect.Modules.Sinful.Persistence;
using Microsoft.AspNetCore.Components;

namespace Konnect.Modules.Sinful.Pages;

/// <summary>Reads the tables itself.</summary>
[Route("/nosy")]
[RequiresPermission("sinful.view")]
internal sealed class NosyPage : ComponentBase
{
    [Inject]
    private SinfulDbContext Db { get; set; } = null!;

    protected override void OnInitialized() => Read().Count();

    private IEnumerable<Patient> Read() => Db.Patients;
}
