using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.Host.Tests.Reporting.Scopes;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Host.Tests;

/// <summary>What somebody of the office does on the pages of a served host.</summary>
internal static class Office
{
    /// <summary>Opens the accounts of the demonstration and signs in as one of them.</summary>
    public static async Task<Visitor> SignInAsync(KonnectHost host, string role = "office") => (await SignInAsync(host, [role])).Single();

    /// <summary>Opens the accounts of the demonstration and signs in as some of them.</summary>
    public static async Task<IReadOnlyList<Visitor>> SignInAsync(KonnectHost host, params string[] roles)
    {
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        var visitors = new List<Visitor>();
        foreach (var role in roles)
        {
            visitors.Add(new(host));
            await visitors[^1].SignInAsync($"{role}@regenboog.example", Regex.Match(lines[0], @"password (\S+):").Groups[1].Value);
        }

        return visitors;
    }

    /// <summary>Makes a token for reports; the page of tokens stays open.</summary>
    public static async Task<string> MakeTokenAsync(this Visitor office, string name)
    {
        await office.OpenAsync("/tokens");
        await office.SubmitAsync("create", ("Input.Name", name));
        return office.Page.QuerySelector("main code")!.TextContent;
    }

    /// <summary>Makes a token with limits; the page of tokens stays open.</summary>
    public static async Task<string> MakeTokenAsync(this Visitor office, Reader reader)
    {
        await office.OpenAsync("/tokens");
        await office.SubmitAsync(
            "create",
            [
                ("Input.Name", reader.Name), ("Input.Scope", reader.Kind.ToString()), ("Input.From", Day(reader.From)), ("Input.To", Day(reader.To)),
                .. (reader.Locations ?? []).Select(l => ("Input.Locations", l)),
            ]);
        return office.Page.QuerySelector("main code")!.TextContent;
    }

    private static string Day(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";

    /// <summary>Waits until every event is followed: a host that serves follows them at the same time, and facts come with them.</summary>
    public static async Task SettledAsync(KonnectHost host)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (!await host.InScopeAsync(services => services.GetRequiredService<MessagingDbContext>().Outbox.AnyAsync(m => !m.IsDead)))
                return;
            await Task.Delay(100);
        }

        throw new TimeoutException("The outbox did not empty.");
    }

    /// <summary>A program that signs in with a token.</summary>
    public static HttpClient Program(KonnectHost host, string token)
    {
        var client = host.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"apikey:{token}")));
        return client;
    }
}
