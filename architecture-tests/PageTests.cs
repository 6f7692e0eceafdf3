using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;

namespace Konnect.ArchitectureTests;

/// <summary>Pages: who may see them, what they bind, what they send to a browser.</summary>
public sealed partial class PageTests
{
    /// <summary>What a form or an address can carry into a component.</summary>
    private static readonly Type[] Bindable =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(decimal), typeof(double), typeof(Guid), typeof(DateOnly), typeof(TimeOnly), typeof(DateTime),
        typeof(IFormFile), typeof(IFormFileCollection),
    ];

    [Fact]
    public void Every_page_says_who_may_see_it() => Decision.Requests.Forbids(
        product => product.Pages,
        (_, page) => Guarded.Undeclared(page),
        planted: ["Sinful.Pages.OpenPage says neither which permission it needs nor why it needs none"]);

    [Fact]
    public void Every_address_that_is_no_page_says_who_may_use_it() => Decision.Requests.Forbids(
        product => product.Types.Where(t => t.Place.Layer == Layer.Module && t.Methods.Any(m => m.Calls().Any(Maps))),
        (_, type) => from method in type.Methods
                     let calls = method.Calls().ToList()
                     where calls.Count(Maps) > calls.Count(c => c.Name == ".ctor" && (c.DeclaringType.Is(typeof(RequiresPermissionAttribute)) || c.DeclaringType.Is(typeof(PublicAttribute))))
                     select $"{type.Said} maps an address for anybody",
        planted: ["Sinful.SinfulModule maps an address for anybody"]);

    [Fact]
    public void Every_page_can_be_seen_by_some_role() => Decision.Requests.Forbids(
        product => product.Pages,
        (product, page) => from permission in Guarded.Permissions(page)
                           where !product.Installed.SelectMany(m => m.Permissions).Any(p => p.Name == permission && p.Roles.Count > 0)
                           select $"{page.Said} needs {permission}, which no role holds",
        planted: ["Sinful.Pages.UnreachablePage needs sinful.nobody, which no role holds"]);

    [Fact]
    public void Components_touch_no_context_and_no_entity() => Decision.Pages.Forbids(
        product => product.Components.SelectMany(c => c.WithNested()),
        (product, type) => from used in type.Uses()
                           where used.Is(typeof(DbContext)) || used.Resolve()?.DerivesFrom(typeof(DbContext)) == true || product.Entities.Contains(used.FullName)
                           select $"{type.Said} uses {used.Said}",
        planted: ["Sinful.Pages.NosyPage uses Sinful.Domain.Patient", "Sinful.Pages.NosyPage uses Sinful.Persistence.SinfulDbContext"]);

    [Fact]
    public void Components_bind_only_what_a_browser_can_send() => Decision.Pages.Forbids(
        product => from component in product.Components
                   from property in component.Properties
                   where property.Attributes<SupplyParameterFromFormAttribute>().Any() || property.Attributes<SupplyParameterFromQueryAttribute>().Any()
                       || (property.Attributes<ParameterAttribute>().Any() && component.Attributes<RouteAttribute>().Any())
                   select property,
        (_, property) => Unbindable(property.PropertyType, []).Select(t => $"{property.DeclaringType.Said}.{property.Name} binds {t}"),
        planted: ["Sinful.Pages.UnbindablePage.Day binds NodaTime.LocalDate", "Sinful.Pages.UnbindablePage.Input binds NodaTime.LocalTime"]);

    /// <summary>A value of an address that can't be read as anything else is a fault of ours; as text the page decides what to show without it.</summary>
    [Fact]
    public void Addresses_bind_texts() => Decision.Pages.Forbids(
        product => from component in product.Components
                   from property in component.Properties
                   where property.Attributes<SupplyParameterFromQueryAttribute>().Any()
                   select property,
        (_, property) => property.PropertyType.FullName is "System.String" or "System.String[]" ? [] : [$"{property.DeclaringType.Said}.{property.Name} is no text"],
        planted: ["Sinful.Pages.UnbindablePage.Day is no text"]);

    [Fact]
    public void A_form_that_posts_carries_the_antiforgery_token() => Decision.Pages.Forbids(
        product => from file in product.Files("src", ".razor")
                   from form in Form().Matches(file.Text)
                   where Posting().IsMatch(form.Groups["tag"].Value)
                   select (file, form),
        (_, found) => found.form.Value.Contains("<AntiforgeryToken", StringComparison.Ordinal) ? [] : [$"{found.file.Path}:{found.file.LineOf(found.form.Index)} posts without a token"],
        planted: ["src/Modules/Sinful/Konnect.Modules.Sinful/Pages/BarePage.razor:3 posts without a token"]);

    [Fact]
    public void Markup_holds_no_inline_style_and_no_inline_script() => Decision.Pages.Forbids(
        product => product.Files("src", ".razor"),
        (_, file) => from found in Inline().Matches(file.Text) select $"{file.Path}:{file.LineOf(found.Index)} holds {found.Value.Trim()}",
        planted:
        [
            "src/Modules/Sinful/Konnect.Modules.Sinful/Pages/BarePage.razor:4 holds style=",
            "src/Modules/Sinful/Konnect.Modules.Sinful/Pages/BarePage.razor:5 holds onclick=",
            "src/Modules/Sinful/Konnect.Modules.Sinful/Pages/BarePage.razor:6 holds <script>",
            "src/Modules/Sinful/Konnect.Modules.Sinful/Pages/BarePage.razor:7 holds href=\"javascript:",
        ]);

    private static bool Maps(MethodReference call) => call.Name.StartsWith("Map", StringComparison.Ordinal) && call.DeclaringType.Is(typeof(EndpointRouteBuilderExtensions));

    private static IEnumerable<string> Unbindable(TypeReference type, HashSet<string> seen)
    {
        if (type is ArrayType array)
            return Unbindable(array.ElementType, seen);
        if (type is GenericInstanceType generic && generic.Namespace.StartsWith("System", StringComparison.Ordinal))
            return generic.GenericArguments.SelectMany(a => Unbindable(a, seen));
        if (Bindable.Any(type.Is))
            return [];
        if (type.Place.Layer == Layer.Outside)
            return [type.FullName];
        var own = type.Resolve();
        return own.IsEnum || !seen.Add(own.FullName) ? [] : own.Properties.Where(p => p.Name != "EqualityContract").SelectMany(p => Unbindable(p.PropertyType, seen));
    }

    [GeneratedRegex(@"(?<tag><form\b[^>]*>).*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    /// <summary>Anything but a form that says it only asks.</summary>
    [GeneratedRegex(@"^(?!.*\bmethod=""get"")", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Posting();

    [GeneratedRegex(@"<style\b|(?<=\s)style=|(?<=\s)(?-i:on)[a-z]+=|<script(?![^>]*\bsrc=)[^>]*>|\b(?:href|src|action)=""javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
