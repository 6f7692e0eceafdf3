using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Components;

namespace Konnect.Modules.Sinful.Pages;

/// <summary>Needs a permission that no role has.</summary>
[Route("/unreachablepage")]
[RequiresPermission("sinful.nobody")]
internal sealed class UnreachablePage : ComponentBase;
