using Microsoft.AspNetCore.Components;

namespace Konnect.Modules.Sinful.Pages;

/// <summary>Says nothing about who may see it.</summary>
[Route("/openpage")]
internal sealed class OpenPage : ComponentBase;
