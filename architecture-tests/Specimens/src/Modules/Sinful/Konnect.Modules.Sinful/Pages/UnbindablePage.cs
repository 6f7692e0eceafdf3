using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Konnect.Modules.Sinful.Pages;

/// <summary>Expects of a browser what only NodaTime knows.</summary>
[Route("/unbindable")]
[RequiresPermission("sinful.view")]
internal sealed class UnbindablePage : ComponentBase
{
    [SupplyParameterFromQuery]
    private LocalDate? Day { get; set; }

    [SupplyParameterFromForm]
    private Form? Input { get; set; }

    internal sealed class Form
    {
        public string Name { get; set; } = "";

        public List<LocalTime> Times { get; set; } = [];
    }
}
