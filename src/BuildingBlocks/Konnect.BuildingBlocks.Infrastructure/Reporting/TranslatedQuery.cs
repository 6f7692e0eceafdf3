using Microsoft.EntityFrameworkCore;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>A plan as queries that EF Core can run.</summary>
/// <param name="Context">The context they run in.</param>
/// <param name="Matching">Every row that meets the conditions, for counting.</param>
/// <param name="Page">The asked rows in the asked order, each with the asked columns only.</param>
/// <param name="Answer">What an answer's row holds, and in which column each part of it is.</param>
/// <param name="Order">The columns and types by which the rows are in a total order, when they are given in pages; those of the key, when one value is given.</param>
internal sealed record TranslatedQuery(DbContext Context, IQueryable Matching, IQueryable Page, AnswerObject Answer, IReadOnlyList<AnswerValue> Order);

/// <summary>A part of a row of an answer.</summary>
/// <param name="Name">Its name in the row.</param>
internal abstract record AnswerPart(string Name);

/// <summary>A value.</summary>
/// <param name="Name">Its name in the row.</param>
/// <param name="Type">Its type without null.</param>
/// <param name="Column">Name of the column that holds it.</param>
/// <param name="IsDeclared">False when the request gave it its name, so that only the answer can tell its type.</param>
internal sealed record AnswerValue(string Name, Type Type, string Column, bool IsDeclared = true) : AnswerPart(Name);

/// <summary>A row of another set, or null.</summary>
/// <param name="Name">Its name in the row.</param>
/// <param name="Parts">What it holds.</param>
/// <param name="Presence">The column that is null when there is no such row; null when there always is.</param>
internal sealed record AnswerObject(string Name, IReadOnlyList<AnswerPart> Parts, string? Presence = null) : AnswerPart(Name);

/// <summary>Any number of rows of another set: one after the other in as many rows of the query.</summary>
/// <param name="Name">Their name in the row.</param>
/// <param name="Item">What each of them holds.</param>
/// <param name="Parent">The columns that identify the row they belong to.</param>
/// <param name="Count">The column that holds their number, when it was asked for.</param>
internal sealed record AnswerRows(string Name, AnswerObject Item, IReadOnlyList<string> Parent, string? Count) : AnswerPart(Name);
